# %% [markdown] lang="fr" tags=["idea-12"]
# # Étape 6 · La facture : exercices
#
# Tant que la facture n'est pas partie, juste et complète, le client n'est en retard de rien.
#
# **En trente minutes, vous allez** :
#
# - trouver la dernière échéance que la loi admet ;
# - contrôler une numérotation par série ;
# - chiffrer une facturation tardive.
#
# Mettez dans `seed` un nombre à vous, celui de votre jour de naissance par exemple : un chiffre de chaque exercice change, et votre voisin n'aura pas la même réponse. `exercise.hint()` donne une aide ; il y en a trois, qui coûtent de plus en plus de points.
#
# Exécutez les cellules grises de haut en bas, chacune avec Maj + Entrée. Le code est écrit : vous ne remplacez que les trois points, par un nombre, par un calcul, ou par un texte entre guillemets.

# %% [markdown] lang="en" tags=["idea-12"] of="a465188a"
# # Stage 6 · The invoice: exercises
#
# As long as the invoice has not gone out, correct and complete, the customer is late with nothing.
#
# **In thirty minutes you will**:
#
# - find the latest due date that the law allows;
# - check numbering series by series;
# - work out what late invoicing costs.
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
# Facture du 20 janvier 2026. Soixante jours, ou quarante-cinq jours fin de mois dans ses deux lectures : trois échéances permises.

# %% [markdown] lang="en" of="bbd013ba"
# ## An example, step by step
#
# An invoice of 20 January 2026. Sixty days, or forty-five days end of month in its two readings: three due dates allowed.

# %%
allowed = {terms: ck.due_date(issue_date="2026-01-20", terms=terms) for terms in ("60", "45 EOM", "EOM 45")}
views.table(pd.DataFrame({"payment_terms": list(allowed), "due_date": pd.to_datetime(list(allowed.values()))}))

# %% [markdown] lang="fr"
# La plus tardive est le 31 mars, selon la lecture « 45 jours, puis fin de mois ». Selon le jour de la facture, l'autre lecture peut mener plus loin.

# %% [markdown] lang="en" of="02c24dac"
# The latest is 31 March, by the reading '45 days, then month end'. Depending on the day of the invoice, the other reading may go further.

# %% [markdown] lang="fr"
# ## À vous : la dernière étape manque

# %% [markdown] lang="en" of="f660a0c4"
# ## Your turn: the last step is missing

# %%
exercise = ex.load("latest_due_date", seed=seed)
exercise

# %%
given = exercise.given
allowed = [ck.due_date(issue_date=given.issued, terms=terms) for terms in ("60", "45 EOM", "EOM 45")]
latest = max(allowed)  # blank
exercise.check(latest)

# %% [markdown] lang="fr"
# ## À vous : deux étapes manquent
#
# À la main ou par le code : ce qui précède le tiret est la série, ce qui le suit est le numéro.

# %% [markdown] lang="en" of="97ad2e7e"
# ## Your turn: two steps are missing
#
# By hand or in code: what comes before the dash is the series, what comes after it is the number.

# %%
exercise = ex.load("missing_numbers", seed=seed)
exercise

# %%
views.table(exercise.table)

# %%
parts = exercise.table["invoice_id"].str.split("-", expand=True)
numbers = parts[1].astype(int)
gaps = numbers.groupby(parts[0]).diff().dropna() - 1  # blank
missing = gaps.sum()  # blank
exercise.check(missing)

# %% [markdown] lang="fr" tags=["idea-15"]
# ## À vous, sans filet

# %% [markdown] lang="en" tags=["idea-15"] of="80068f85"
# ## Your turn, without a safety net

# %%
exercise = ex.load("late_invoicing", seed=seed)
exercise

# %%
given = exercise.given
cost = given.delivered * given.rate * given.days / 365  # blank
exercise.check(cost)

# %% [markdown] lang="fr" tags=["idea-2", "idea-3"]
# ## Et pour décider

# %% [markdown] lang="en" tags=["idea-2", "idea-3"] of="04d10684"
# ## And to decide

# %%
exercise = ex.load("follow_up", seed=seed)
exercise

# %%
answer = "d"  # blank
exercise.check(answer)

# %% [markdown] lang="fr"
# ## Trois questions pour finir

# %% [markdown] lang="en" of="33c6f2a6"
# ## Three questions to finish

# %%
questions = ex.quiz("invoice")
questions

# %%
first = "a"  # blank
second = "b"  # blank
third = "b"  # blank
questions.check(first, second, third)

# %% [markdown] lang="fr" tags=["solution"]
# ## À débattre
#
# - Quelle lecture de « fin de mois » vos conditions générales retiennent-elles ? Est-ce écrit ?
# - Entre la livraison et la facture, qui attend qui, dans votre entreprise ?

# %% [markdown] lang="en" tags=["solution"] of="507398cb"
# ## For discussion
#
# - Which reading of 'end of month' do your terms of sale use? Is it in writing?
# - Between delivery and invoice, who is waiting for whom in your company?

# %% [markdown] lang="fr"
# ## À retenir
#
# - Trois calculs d'échéance sont permis ; seul ce qui dépasse le plus tardif est une faute à coup sûr.
# - Chaque série se contrôle à part, numéro par numéro.
# - Facturer plus tôt ne dépend que de vous.

# %% [markdown] lang="en" of="9c982baf"
# ## To remember
#
# - Three ways of counting a due date are allowed; only what exceeds the latest is a fault for certain.
# - Each series is checked on its own, number by number.
# - Invoicing sooner depends on you alone.

# %%
ex.progress()
