# %% [markdown] lang="fr"
# # Étape 1 · S'informer : exercices
#
# Un client que l'on connaît mal coûte deux fois : on lui livre trop, puis on relance le mauvais.
#
# **En trente minutes, vous allez** :
#
# - contrôler un SIREN à la main ;
# - lire la trésorerie d'un client derrière son solde en banque ;
# - comparer deux exercices de durées différentes.
#
# Mettez dans `seed` un nombre à vous, celui de votre jour de naissance par exemple : un chiffre de chaque exercice change, et votre voisin n'aura pas la même réponse. `exercise.hint()` donne une aide ; il y en a trois, de plus en plus chères.
#
# Exécutez les cellules grises de haut en bas, chacune avec Maj + Entrée. Le code est écrit : vous ne remplacez que les trois points, par un nombre, par un calcul, ou par un texte entre guillemets.

# %% [markdown] lang="en" of="1f2c7208"
# # Stage 1 · Get information: exercises
#
# A customer one hardly knows costs twice: one delivers too much, then chases the wrong firm.
#
# **In thirty minutes you will**:
#
# - check a SIREN by hand;
# - read a customer's cash behind the bank balance;
# - compare two years of different length.
#
# Put a number of your own in `seed`, the day you were born on for example: one figure of each exercise changes, and your neighbour's answer is not yours. `exercise.hint()` gives a hint; there are three, dearer each time.
#
# Run the grey cells from top to bottom, each with Shift + Enter. The code is written: you only replace the three dots, with a number, a computation, or a text in quotes.

# %% tags=["parameters"]
seed = 0
lang = "fr"

# %%
import cashkit as ck
from cashkit import teaching as ex

ck.set_language(lang)

# %% [markdown] lang="fr"
# ## Un exemple, pas à pas
#
# Un SIREN se contrôle tout seul. Un chiffre sur deux est doublé ; un double supérieur à 9 perd 9 ; la somme des neuf chiffres doit tomber sur une dizaine. Essayons avec 732 829 320.

# %% [markdown] lang="en" of="d0455a03"
# ## An example, step by step
#
# A SIREN checks itself. Every second digit is doubled; a double above 9 loses 9; the nine digits must sum to a full ten. Let us try 732 829 320.

# %%
digits = [7, 3, 2, 8, 2, 9, 3, 2, 0]
doubled = [digit * 2 if place % 2 else digit for place, digit in enumerate(digits)]
reduced = [digit - 9 if digit > 9 else digit for digit in doubled]
sum(reduced), ck.is_siren("732829320")

# %% [markdown] lang="fr"
# 40 est une dizaine pleine : le numéro est plausible. Il resterait à vérifier que c'est bien celui de ce client.

# %% [markdown] lang="en" of="a752b26e"
# 40 is a full ten: the number is plausible. What is left is to check that it is this customer's.

# %% [markdown] lang="fr"
# ## À vous : la dernière étape manque

# %% [markdown] lang="en" of="f660a0c4"
# ## Your turn: the last step is missing

# %%
exercise = ex.load("siren_key", seed=seed)
exercise

# %%
given = exercise.given
doubled = [digit * 2 if place % 2 else digit for place, digit in enumerate(given.digits)]
total = sum(digit - 9 if digit > 9 else digit for digit in doubled)
key = -total % 10  # blank
exercise.check(key)

# %% [markdown] lang="fr"
# ## À vous : deux étapes manquent

# %% [markdown] lang="en" of="f193b061"
# ## Your turn: two steps are missing

# %%
exercise = ex.load("net_cash", seed=seed)
exercise

# %%
given = exercise.given
fund = given.lasting - given.fixed  # blank
net_cash = fund - given.need  # blank
exercise.check(net_cash)

# %% [markdown] lang="fr"
# ## À vous, sans filet

# %% [markdown] lang="en" of="80068f85"
# ## Your turn, no net

# %%
exercise = ex.load("long_year", seed=seed)
exercise

# %%
given = exercise.given
growth = (given.sales / given.months) / (given.before / 12) - 1  # blank
exercise.check(growth)

# %% [markdown] lang="fr"
# ## Et pour décider
#
# Répondez par une lettre, entre guillemets.

# %% [markdown] lang="en" of="eb7b1c8c"
# ## And to decide
#
# Answer with a letter, in quotes.

# %%
exercise = ex.load("no_accounts", seed=seed)
exercise

# %%
answer = "b"  # blank
exercise.check(answer)

# %% [markdown] lang="fr"
# ## Trois questions pour finir

# %% [markdown] lang="en" of="33c6f2a6"
# ## Three questions to finish

# %%
questions = ex.quiz("inform")
questions

# %%
first = "c"  # blank
second = "a"  # blank
third = "a"  # blank
questions.check(first, second, third)

# %% [markdown] lang="fr" tags=["solution"]
# ## Pour la salle
#
# - Qui, dans la salle, a déjà relancé la mauvaise entreprise ? Par quel identifiant l'aurait-il évité ?
# - Un exercice de quinze mois n'est pas une ruse. À quelles conditions le devient-il ?
# - Que demander à un client dont les comptes sont confidentiels ?

# %% [markdown] lang="en" tags=["solution"] of="0e989f15"
# ## For the room
#
# - Who in the room has chased the wrong firm? Which identifier would have spared it?
# - A year of fifteen months is no trick. When does it become one?
# - What do you ask a customer whose accounts are confidential?

# %% [markdown] lang="fr"
# ## À retenir
#
# - Le SIREN d'abord : il dit de qui l'on parle.
# - De l'argent en banque n'est pas une trésorerie.
# - L'absence d'un document se lit selon le genre de client.

# %% [markdown] lang="en" of="ca2e70b0"
# ## To remember
#
# - The SIREN first: it tells whom one is talking about.
# - Money in the bank is not net cash.
# - A missing document is read by the kind of customer.

# %%
ex.progress()
