# %% [markdown] lang="fr" tags=["idea-12"]
# # Étape 1 · S'informer : exercices
#
# Un client que l'on connaît mal coûte deux fois : on lui livre trop, puis on relance la mauvaise entreprise.
#
# **En trente minutes, vous allez** :
#
# - contrôler un SIREN à la main ;
# - lire la trésorerie d'un client derrière son solde en banque ;
# - comparer deux exercices de durées différentes.
#
# Mettez dans `seed` un nombre à vous, celui de votre jour de naissance par exemple : un chiffre de chaque exercice change, et votre voisin n'aura pas la même réponse. `exercise.hint()` donne une aide ; il y en a trois, qui coûtent de plus en plus de points.
#
# Exécutez les cellules grises de haut en bas, chacune avec Maj + Entrée. Le code est écrit : vous ne remplacez que les trois points, par un nombre, par un calcul, ou par un texte entre guillemets.

# %% [markdown] lang="en" tags=["idea-12"] of="8580357d"
# # Stage 1 · Get information: exercises
#
# A customer you hardly know costs you twice: you deliver too much, then chase the wrong firm.
#
# **In thirty minutes you will**:
#
# - check a SIREN by hand;
# - read a customer's cash behind the bank balance;
# - compare two financial years of different lengths.
#
# Put a number of your own in `seed`, the day of the month you were born on for example: one figure of each exercise changes, and your neighbour's answer will differ from yours. `exercise.hint()` gives a hint; there are three, and each costs more points than the last.
#
# Run the grey cells from top to bottom, each with Shift + Enter. The code is written: you only replace the three dots, with a number, a calculation, or text in quotes.

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
# Un SIREN se contrôle tout seul. Un chiffre sur deux est doublé ; si le double dépasse 9, on lui retire 9 ; la somme des neuf résultats doit être un multiple de 10. Essayons avec 732 829 320.

# %% [markdown] lang="en" of="8ccd01ee"
# ## An example, step by step
#
# A SIREN checks itself. Every second digit is doubled; if the double exceeds 9, take 9 away; the nine results must add up to a multiple of 10. Let us try 732 829 320.

# %%
digits = [7, 3, 2, 8, 2, 9, 3, 2, 0]
doubled = [digit * 2 if place % 2 else digit for place, digit in enumerate(digits)]
reduced = [digit - 9 if digit > 9 else digit for digit in doubled]
sum(reduced), ck.is_siren("732829320")

# %% [markdown] lang="fr"
# 40 est un multiple de 10 : le numéro est plausible. Il reste à vérifier que c'est bien celui de ce client.

# %% [markdown] lang="en" of="829315ec"
# 40 is a multiple of 10: the number is plausible. It remains to check that it really is this customer's.

# %% [markdown] lang="fr" tags=["idea-13"]
# ## À vous : la dernière étape manque

# %% [markdown] lang="en" tags=["idea-13"] of="f660a0c4"
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

# %% [markdown] lang="fr" tags=["idea-14"]
# ## À vous : deux étapes manquent

# %% [markdown] lang="en" tags=["idea-14"] of="f193b061"
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
# ## Your turn, without a safety net

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
# ## À débattre
#
# - Qui a déjà relancé la mauvaise entreprise ? Quel identifiant l'aurait évité ?
# - Un exercice de quinze mois n'est pas une ruse. Dans quels cas le devient-il ?
# - Que demander à un client dont les comptes sont confidentiels ?

# %% [markdown] lang="en" tags=["solution"] of="a286bb85"
# ## For discussion
#
# - Who has ever chased the wrong firm? Which identifier would have avoided it?
# - A financial year of fifteen months is not a trick. When does it become one?
# - What do you ask a customer whose accounts are confidential?

# %% [markdown] lang="fr"
# ## À retenir
#
# - Le SIREN d'abord : il dit de qui l'on parle.
# - De l'argent en banque n'est pas une trésorerie.
# - L'absence d'un document se lit selon le type de client.

# %% [markdown] lang="en" of="c7c2eaed"
# ## To remember
#
# - The SIREN first: it tells whom you are talking about.
# - Money in the bank is not net cash.
# - What a missing document means depends on the kind of customer.

# %%
ex.progress()
