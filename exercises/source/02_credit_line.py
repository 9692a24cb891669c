# %% [markdown] lang="fr" tags=["idea-12"]
# # Étape 2 · La ligne de crédit : exercices
#
# Une ligne mal suivie coûte le montant entier de la facture ; une ligne trop basse coûte la vente.
#
# **En trente minutes, vous allez** :
#
# - calculer un encours complet ;
# - suivre une ligne par groupe ;
# - calculer ce que coûte un escompte.
#
# Mettez dans `seed` un nombre à vous, celui de votre jour de naissance par exemple : un chiffre de chaque exercice change, et votre voisin n'aura pas la même réponse. `exercise.hint()` donne une aide ; il y en a trois, qui coûtent de plus en plus de points.
#
# Exécutez les cellules grises de haut en bas, chacune avec Maj + Entrée. Le code est écrit : vous ne remplacez que les trois points, par un nombre, par un calcul, ou par un texte entre guillemets.

# %% [markdown] lang="en" tags=["idea-12"] of="6bc93b87"
# # Stage 2 · The credit limit: exercises
#
# A limit that nobody monitors costs the whole invoice; a limit that is too low costs the sale.
#
# **In thirty minutes you will**:
#
# - work out the full exposure;
# - monitor a limit by group;
# - work out what an early payment discount costs.
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
# Un artisan doit 4 200 € de factures. Une traite de 1 500 € est acceptée, non échue. 900 € sont livrés sans être facturés. Il a versé 600 € d'acompte. Sa ligne est de 5 000 €.

# %% [markdown] lang="en" of="0446e266"
# ## An example, step by step
#
# A craftsman owes €4,200 of invoices. A bill of €1,500 is accepted and not yet due. €900 has been delivered but not invoiced. A deposit of €600 was paid. The limit is €5,000.

# %%
owed = 4_200 + 1_500
committed = owed + 900
exposure = committed - 600
exposure, exposure - 5_000

# %% [markdown] lang="fr"
# L'encours est de 6 000 € : 1 000 € de trop, alors que le compte 411 laissait croire à 800 € de marge.

# %% [markdown] lang="en" of="4185a744"
# The exposure is €6,000: €1,000 too much, while account 411 suggested €800 of headroom.

# %% [markdown] lang="fr"
# ## À vous : la dernière étape manque

# %% [markdown] lang="en" of="f660a0c4"
# ## Your turn: the last step is missing

# %%
exercise = ex.load("M10", seed=seed)
exercise

# %%
given = exercise.given
committed = given.opened + given.bills + given.delivered + given.ordered
exposure = committed - given.deposit  # blank
exercise.check(exposure)

# %%
exercise.to_decide

# %%
decision = "b"  # blank
exercise.decide(decision)

# %% [markdown] lang="fr"
# ## À vous : deux étapes manquent

# %% [markdown] lang="en" of="f193b061"
# ## Your turn: two steps are missing

# %%
exercise = ex.load("group_line", seed=seed)
exercise

# %%
views.table(exercise.table)

# %%
given, table = exercise.given, exercise.table
joint = table["exposure"].sum()  # blank
excess = joint - given.insured  # blank
exercise.check(excess)

# %%
exercise.to_decide

# %%
decision = "d"  # blank
exercise.decide(decision)

# %% [markdown] lang="fr"
# ## À vous, sans filet

# %% [markdown] lang="en" of="80068f85"
# ## Your turn, without a safety net

# %%
exercise = ex.load("early_discount", seed=seed)
exercise

# %%
given = exercise.given
yearly = given.discount / (1 - given.discount) * 365 / given.days  # blank
exercise.check(yearly)

# %%
exercise.to_decide

# %%
decision = "b"  # blank
exercise.decide(decision)

# %% [markdown] lang="fr"
# ## Trois questions pour finir

# %% [markdown] lang="en" of="33c6f2a6"
# ## Three questions to finish

# %%
questions = ex.quiz("credit_line")
questions

# %%
first = "c"  # blank
second = "b"  # blank
third = "a"  # blank
questions.check(first, second, third)

# %% [markdown] lang="fr" tags=["solution"]
# ## À débattre
#
# - Jouez la scène : le commercial veut livrer, vous tenez la ligne. Que lui proposez-vous en échange ?
# - Qui voit les cinq montants de l'encours sur un même écran, dans votre entreprise ?
# - Quand un escompte est-il malgré tout une bonne affaire ?

# %% [markdown] lang="en" tags=["solution"] of="d7eb6f53"
# ## For discussion
#
# - Act it out: the sales rep wants to deliver, you hold the limit. What do you offer in return?
# - Who sees the five amounts of exposure on one screen, in your company?
# - When is an early payment discount a good deal after all?

# %% [markdown] lang="fr"
# ## À retenir
#
# - L'encours se lit en cinq montants, pas dans un seul compte.
# - La ligne est celle du groupe, le compte celui de l'établissement.
# - Un escompte se compare en taux annuel.

# %% [markdown] lang="en" of="68a20afa"
# ## To remember
#
# - Exposure is read in five amounts, not in one account.
# - The limit is the group's, the account the site's.
# - A discount is compared as a yearly rate.

# %%
ex.progress()
