# %% [markdown] lang="fr" tags=["idea-12"]
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
# Mettez dans `seed` un nombre à vous, celui de votre jour de naissance par exemple : un chiffre de chaque exercice change, et votre voisin n'aura pas la même réponse. `exercise.hint()` donne une aide ; il y en a trois, qui coûtent de plus en plus de points.
#
# Exécutez les cellules grises de haut en bas, chacune avec Maj + Entrée. Le code est écrit : vous ne remplacez que les trois points, par un nombre, par un calcul, ou par un texte entre guillemets.

# %% [markdown] lang="en" tags=["idea-12"] of="4bf5d40c"
# # Stage 3 · The customer account: exercises
#
# A duplicate grants two credit limits; a false alarm costs you the trust of everybody who will read the real ones.
#
# **In thirty minutes you will**:
#
# - count the firms in a file;
# - add up the exposure of a duplicate;
# - tell a real finding from a false alarm.
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
# Three sites, two firms. No duplicate: each SIRET appears only once.

# %% [markdown] lang="fr" tags=["idea-13"]
# ## À vous : la dernière étape manque

# %% [markdown] lang="en" tags=["idea-13"] of="f660a0c4"
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
# ## Your turn, without a safety net

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
# ## Find the check's mistakes
#
# Ten findings, five too many. That is what a consultant does on the eve of handing in the report.

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
# ## À débattre
#
# - Chacun défend l'un des dix constats devant un dirigeant pressé : en une phrase, que risque-t-on ?
# - Quelle fausse alerte votre propre logiciel sort-il le plus souvent ?

# %% [markdown] lang="en" tags=["solution"] of="0f62843c"
# ## For discussion
#
# - Each of you defends one of the ten findings before a director in a hurry: in one sentence, what is at risk?
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
# - One SIREN, one firm; one SIRET, one site; the same SIRET twice, a duplicate.
# - A customer's exposure is the sum of its codes.
# - Before you show a finding, ask whether the rule applies to that customer.

# %%
ex.progress()
