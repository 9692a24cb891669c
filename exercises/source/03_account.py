# %% [markdown] lang="fr"
# # Étape 3 · Le compte client : exercices
#
# Un doublon accorde deux lignes de crédit ; une fausse alerte coûte la confiance de tous ceux qui liront les vraies.
#
# **En trente minutes, vous allez** :
#
# - compter les entreprises d'un fichier ;
# - additionner l'encours d'un doublon ;
# - distinguer un vrai constat d'une fausse alerte.
#
# Mettez dans `seed` un nombre à vous, celui de votre jour de naissance par exemple : un chiffre de chaque exercice change, et votre voisin n'aura pas la même réponse. `exercise.hint()` donne une aide ; il y en a trois, de plus en plus chères.
#
# Exécutez les cellules grises de haut en bas, chacune avec Maj + Entrée. Le code est écrit : vous ne remplacez que les trois points, par un nombre, par un calcul, ou par un texte entre guillemets.

# %% [markdown] lang="en" of="9ecf86a9"
# # Stage 3 · The customer account: exercises
#
# A double grants two credit lines; a false alarm costs the trust of whoever reads the true ones.
#
# **In thirty minutes you will**:
#
# - count the firms of a file;
# - add up the exposure of a double;
# - tell a true finding from a false alarm.
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
from cashkit import views

ck.set_language(lang)

# %% [markdown] lang="fr"
# ## Un exemple, pas à pas
#
# Trois numéros : deux ont le même SIREN (les neuf premiers chiffres), donc la même entreprise ; leurs SIRET diffèrent, donc deux établissements.

# %% [markdown] lang="en" of="83d8fcde"
# ## An example, step by step
#
# Three numbers: two share a SIREN (the first nine digits), so they are one firm; their SIRETs differ, so there are two sites.

# %%
sirets = ["73282932000074", "73282932000082", "40483304800022"]
firms = {siret[:9] for siret in sirets}
len(sirets), len(firms)

# %% [markdown] lang="fr"
# Trois établissements, deux entreprises. Aucun doublon : chaque SIRET n'apparaît qu'une fois.

# %% [markdown] lang="en" of="6eeecb94"
# Three sites, two firms. No double: each SIRET stands once only.

# %% [markdown] lang="fr"
# ## À vous : la dernière étape manque

# %% [markdown] lang="en" of="f660a0c4"
# ## Your turn: the last step is missing

# %%
exercise = ex.load("firms_in_file", seed=seed)
exercise

# %%
views.table(exercise.table)

# %%
sirens = set(exercise.table["siren"])
firms = len(sirens)  # blank
exercise.check(firms)

# %% [markdown] lang="fr"
# ## À vous : deux étapes manquent

# %% [markdown] lang="en" of="f193b061"
# ## Your turn: two steps are missing

# %%
exercise = ex.load("joint_exposure", seed=seed)
exercise

# %%
given = exercise.given
joint = given.first + given.second  # blank
excess = joint - given.limit  # blank
exercise.check(excess)

# %% [markdown] lang="fr"
# ## À vous, sans filet

# %% [markdown] lang="en" of="80068f85"
# ## Your turn, no net

# %%
exercise = ex.load("two_codes", seed=seed)
exercise

# %%
answer = "a"  # blank
exercise.check(answer)

# %% [markdown] lang="fr"
# ## Trouvez les erreurs du contrôle
#
# Dix constats, cinq de trop. C'est le travail d'un consultant la veille de rendre son rapport.

# %% [markdown] lang="en" of="3bc60e75"
# ## Find the errors of the check
#
# Ten findings, five too many. That is a consultant's work on the eve of the report.

# %%
exercise = ex.load("ten_findings", seed=seed)
exercise

# %%
answer = "a, f, g, h, j"  # blank
exercise.check(answer)

# %% [markdown] lang="fr"
# ## Trois questions pour finir

# %% [markdown] lang="en" of="33c6f2a6"
# ## Three questions to finish

# %%
questions = ex.quiz("account")
questions

# %%
first = "c"  # blank
second = "a"  # blank
third = "b"  # blank
questions.check(first, second, third)

# %% [markdown] lang="fr" tags=["solution"]
# ## Pour la salle
#
# - Chacun défend un des dix constats devant un dirigeant pressé : en une phrase, que risque-t-on ?
# - Quelle fausse alerte votre propre logiciel sort-il le plus souvent ?

# %% [markdown] lang="en" tags=["solution"] of="3ae14c24"
# ## For the room
#
# - Each defends one of the ten findings before a director in a hurry: in one sentence, what is at risk?
# - Which false alarm does your own software raise most often?

# %% [markdown] lang="fr"
# ## À retenir
#
# - Un SIREN, une entreprise ; un SIRET, un établissement ; un SIRET deux fois, un doublon.
# - L'encours d'un client est la somme de ses codes.
# - Avant de montrer un constat, demandez si la règle vaut pour ce client.

# %% [markdown] lang="en" of="b19ae416"
# ## To remember
#
# - One SIREN, one firm; one SIRET, one site; one SIRET twice, a double.
# - A customer's exposure is the sum of its codes.
# - Before showing a finding, ask whether the rule holds for that customer.

# %%
ex.progress()
