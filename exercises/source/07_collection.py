# %% [markdown] lang="fr" tags=["idea-12"]
# # Étape 7 · L'encaissement : exercices
#
# Chez Ombrelune, un DSO faux de dix jours, c'est plus de 300 000 € promis à la banque et qui ne viennent pas.
#
# **En quarante minutes, vous allez** :
#
# - calculer un DSO dont les deux termes sont sur la même base ;
# - pondérer un retard par son montant ;
# - compter ceux qui n'ont pas encore payé.
#
# Mettez dans `seed` un nombre à vous, celui de votre jour de naissance par exemple : un chiffre de chaque exercice change, et votre voisin n'aura pas la même réponse. `exercise.hint()` donne une aide ; il y en a trois, qui coûtent de plus en plus de points.
#
# Exécutez les cellules grises de haut en bas, chacune avec Maj + Entrée. Le code est écrit : vous ne remplacez que les trois points, par un nombre, par un calcul, ou par un texte entre guillemets.
#
# `source` est l'entreprise d'exemple. Avec le dossier complet d'un client à la place, les exercices qui parlent de l'entreprise prennent ses chiffres ; s'il en manque un, ils gardent ceux de l'exemple, et la cellule le dit.

# %% [markdown] lang="en" tags=["idea-12"] of="edcfcc2a"
# # Stage 7 · Collection: exercises
#
# At Ombrelune, a DSO that is ten days out means more than €300,000 promised to the bank that never comes.
#
# **In forty minutes you will**:
#
# - work out a DSO with both sides on the same footing;
# - weight days late by amount;
# - count those who have not paid yet.
#
# Put a number of your own in `seed`, the day of the month you were born on for example: one figure of each exercise changes, and your neighbour's answer will differ from yours. `exercise.hint()` gives a hint; there are three, and each costs more points than the last.
#
# Run the grey cells from top to bottom, each with Shift + Enter. The code is written: you only replace the three dots, with a number, a calculation, or text in quotes.
#
# `source` is the sample company. With a client's whole dossier in its place, the exercises that speak of the company take its figures; where one is missing they keep the sample's, and the cell says so.

# %% tags=["parameters"]
source = "sample"
seed = 0
lang = "fr"

# %%
import numpy as np

import cashkit as ck
from cashkit import teaching as ex

ck.set_language(lang)
story = ex.story_of(ck.open_dossier(source))
story

# %% [markdown] lang="fr"
# ## Un exemple, pas à pas
#
# Créances de 300 000 € TTC, facturation de 600 000 € TTC sur 90 jours. Tout est TTC, et les jours sont ceux de ces ventes.

# %% [markdown] lang="en" of="9786646d"
# ## An example, step by step
#
# Receivables of €300,000 with VAT, €600,000 invoiced with VAT over 90 days. Both include VAT, and the days are those of these sales.

# %%
share = 300_000 / 600_000
days = share * 90
days, ck.period_dso(receivables=300_000, invoiced=600_000, days=90)

# %% [markdown] lang="fr"
# 45 jours. Vérifiez toujours les deux termes, puis les jours, avant de regarder le résultat.

# %% [markdown] lang="en" of="1c3f3a88"
# 45 days. Always check both sides, then the days, before you look at the result.

# %% [markdown] lang="fr"
# ## À vous : la dernière étape manque

# %% [markdown] lang="en" of="f660a0c4"
# ## Your turn: the last step is missing

# %%
exercise = ex.load("M01", seed=seed, story=story)
exercise

# %%
given = exercise.given
share = given.receivables / given.invoiced
dso = share * given.days  # blank
exercise.check(dso)

# %% [markdown] lang="fr"
# ## À vous : deux étapes manquent

# %% [markdown] lang="en" of="f193b061"
# ## Your turn: two steps are missing

# %%
exercise = ex.load("M02", seed=seed, story=story)
exercise

# %%
given = exercise.given
share = given.receivables / given.quarter  # blank
dso = share * given.days  # blank
exercise.check(dso)

# %% [markdown] lang="fr"
# ## Pondérer les retards

# %% [markdown] lang="en" of="c7cd82ea"
# ## Weighting days late

# %%
exercise = ex.load("M04", seed=seed)
exercise

# %%
given = exercise.given
late, amounts = np.array(given.late), np.array(given.amounts)
mean = (late * amounts).sum() / amounts.sum()  # blank
exercise.check(mean)

# %% [markdown] lang="fr"
# ## Compter ceux qui n'ont pas encore payé
#
# À la main, additionnez les paliers : la part encore impayée, multipliée par les jours où elle le reste.

# %% [markdown] lang="en" of="fe408a2e"
# ## Counting those who have not paid yet
#
# By hand, add up the steps: the share still unpaid, times the days for which it stays so.

# %%
exercise = ex.load("M05", seed=seed)
exercise

# %%
given = exercise.given
days = np.diff([0, *given.ages])
still_unpaid = np.array([6, 5, 4, 3, 2, 2]) / 6  # blank
mean = (days * still_unpaid).sum()  # blank
exercise.check(mean)

# %% [markdown] lang="fr"
# ## À vous, sans filet

# %% [markdown] lang="en" of="80068f85"
# ## Your turn, without a safety net

# %%
exercise = ex.load("M11", seed=seed, story=story)
exercise

# %%
given = exercise.given
dso = (given.receivables + given.factored + given.discounted) / given.invoiced * given.days  # blank
exercise.check(dso)

# %% [markdown] lang="fr" tags=["idea-4"]
# ## Trois questions pour finir

# %% [markdown] lang="en" tags=["idea-4"] of="33c6f2a6"
# ## Three questions to finish

# %%
questions = ex.quiz("collection")
questions

# %%
first = "a"  # blank
second = "a"  # blank
third = "b"  # blank
questions.check(first, second, third)

# %% [markdown] lang="fr" tags=["solution"]
# ## À débattre
#
# - Un DSO faussé par la TVA flatte-t-il l'entreprise, ou l'inverse ? Et celui qu'une cession de créances fait baisser ?
# - Lequel de ces DSO montrez-vous à la banque, et montrez-vous le même chaque mois ?

# %% [markdown] lang="en" tags=["solution"] of="be2faa36"
# ## For discussion
#
# - Does a DSO distorted by VAT flatter the company, or the reverse? And one that is lowered by selling receivables?
# - Which of these DSOs do you show the bank, and is it the same one every month?

# %% [markdown] lang="fr"
# ## À retenir
#
# - Deux montants TTC, et les jours de ces ventes-là.
# - Un retard se pondère par son montant.
# - Ceux qui n'ont pas payé comptent ; ce qui est vendu au factor aussi.

# %% [markdown] lang="en" of="cbcca088"
# ## To remember
#
# - Two amounts with VAT, and the days of those sales.
# - Weight days late by amount.
# - Those who have not paid count; so does what was sold to the factor.

# %%
ex.progress()
