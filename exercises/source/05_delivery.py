# %% [markdown] lang="fr" tags=["idea-12"]
# # Étape 5 · La livraison : exercices
#
# C'est le dernier verrou : une fois la marchandise partie, il ne reste que la créance.
#
# **En vingt-cinq minutes, vous allez** :
#
# - isoler ce qui est exigible avant de retenir un camion ;
# - calculer un délai de revendication ;
# - décider avec des données incomplètes.
#
# Mettez dans `seed` un nombre à vous, celui de votre jour de naissance par exemple : un chiffre de chaque exercice change, et votre voisin n'aura pas la même réponse. `exercise.hint()` donne une aide ; il y en a trois, qui coûtent de plus en plus de points.
#
# Exécutez les cellules grises de haut en bas, chacune avec Maj + Entrée. Le code est écrit : vous ne remplacez que les trois points, par un nombre, par un calcul, ou par un texte entre guillemets.

# %% [markdown] lang="en" tags=["idea-12"] of="9ae05ee1"
# # Stage 5 · The delivery: exercises
#
# It is the last gate: once the goods have left, only the receivable remains.
#
# **In twenty-five minutes you will**:
#
# - single out what is really due before holding a lorry;
# - count the time left to reclaim goods;
# - decide with incomplete data.
#
# Put a number of your own in `seed`, the day of the month you were born on for example: one figure of each exercise changes, and your neighbour's answer will differ from yours. `exercise.hint()` gives a hint; there are three, and each costs more points than the last.
#
# Run the grey cells from top to bottom, each with Shift + Enter. The code is written: you only replace the three dots, with a number, a calculation, or text in quotes.

# %% tags=["parameters"]
seed = 0
lang = "fr"

# %%
import pandas as pd

import cashkit as ck
from cashkit import teaching as ex
from cashkit import views

ck.set_language(lang)

# %% [markdown] lang="fr"
# ## Un exemple, pas à pas
#
# Trois postes ouverts : 2 000 € en retard de 40 jours, 5 000 € en retard de 60 jours mais contestés, 1 000 € non échus.

# %% [markdown] lang="en" of="b7c1101d"
# ## An example, step by step
#
# Three open items: €2,000, 40 days late; €5,000, 60 days late but in dispute; €1,000 not yet due.

# %%
items = pd.DataFrame(
    {"open_amount": [2_000, 5_000, 1_000], "days_late": [40, 60, -5], "disputed": [False, True, False]}
)
old = items[items["days_late"] > 30]
really_due = old[~old["disputed"]]
really_due["open_amount"].sum()

# %% [markdown] lang="fr"
# 2 000 € sont exigibles. Les 5 000 € contestés attendent votre réponse : ils ne peuvent pas bloquer une livraison.

# %% [markdown] lang="en" of="04b83875"
# €2,000 is due. The €5,000 is waiting for your answer: it cannot stop a delivery.

# %% [markdown] lang="fr" tags=["idea-10"]
# ## À vous : la dernière étape manque

# %% [markdown] lang="en" tags=["idea-10"] of="f660a0c4"
# ## Your turn: the last step is missing

# %%
exercise = ex.load("claimable", seed=seed)
exercise

# %%
views.table(exercise.table)

# %%
old = exercise.table[exercise.table["days_late"] > exercise.given.age]
undisputed = old[~old["in_dispute"]]
really_due = undisputed.loc[~undisputed["retained"], "open_amount"].sum()  # blank
exercise.check(really_due)

# %%
exercise.to_decide

# %%
decision = "a"  # blank
exercise.decide(decision)

# %% [markdown] lang="fr"
# ## À vous : tout le calcul
#
# Répondez par une date entre guillemets, par exemple "31/12/2025", ou calculez-la.

# %% [markdown] lang="en" of="04578d34"
# ## Your turn: the whole calculation
#
# Answer with a date in quotes, for example "2025-12-31", or calculate it.

# %%
exercise = ex.load("last_day_to_reclaim", seed=seed)
exercise

# %%
given = exercise.given
last_day = pd.Timestamp(given.published) + pd.DateOffset(months=3)  # blank
exercise.check(last_day)

# %% [markdown] lang="fr"
# ## Décider sans tout savoir

# %% [markdown] lang="en" of="e9bf7e4d"
# ## Deciding without knowing everything

# %%
exercise = ex.load("deliver_or_hold", seed=seed)
exercise

# %%
answer = "c"  # blank
exercise.check(answer)

# %% [markdown] lang="fr"
# ## Trois questions pour finir

# %% [markdown] lang="en" of="33c6f2a6"
# ## Three questions to finish

# %%
questions = ex.quiz("delivery")
questions

# %%
first = "b"  # blank
second = "a"  # blank
third = "c"  # blank
questions.check(first, second, third)

# %% [markdown] lang="fr" tags=["solution"]
# ## À débattre
#
# - Votez à main levée avant de lire la réponse du vendredi, 16 h. Qui change d'avis, et pourquoi ?
# - Combien de ventes une règle de blocage trop stricte vous a-t-elle coûté l'an dernier ?

# %% [markdown] lang="en" tags=["solution"] of="def77539"
# ## For discussion
#
# - Vote by a show of hands before reading the answer for Friday, 4 p.m. Who changes their mind, and why?
# - How many sales did a stop rule that was too strict cost you last year?

# %% [markdown] lang="fr"
# ## À retenir
#
# - On ne retient une livraison que pour ce qui est vraiment exigible.
# - Un délai de procédure part d'un événement précis, et se note le jour même.
# - Sans information, on choisit ce qui se corrige encore.

# %% [markdown] lang="en" of="4fce7791"
# ## To remember
#
# - A delivery is held only for what is really due.
# - A time limit runs from one precise event, and is put in the diary the same day.
# - Without information, choose what can still be put right.

# %%
ex.progress()
