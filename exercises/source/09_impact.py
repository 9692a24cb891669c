# %% [markdown] lang="fr" tags=["idea-12"]
# # Étape 9 · Les impacts financiers : exercices
#
# Un impayé coûte plus que son montant : il coûte les ventes qu'il faudra refaire pour le compenser.
#
# **En trente minutes, vous allez** :
#
# - chiffrer les ventes à refaire pour compenser une perte ;
# - déprécier sans la TVA ;
# - mesurer ce que la croissance immobilise.
#
# Mettez dans `seed` un nombre à vous, celui de votre jour de naissance par exemple : un chiffre de chaque exercice change, et votre voisin n'aura pas la même réponse. `exercise.hint()` donne une aide ; il y en a trois, qui coûtent de plus en plus de points.
#
# Exécutez les cellules grises de haut en bas, chacune avec Maj + Entrée. Le code est écrit : vous ne remplacez que les trois points, par un nombre, par un calcul, ou par un texte entre guillemets.
#
# `source` est l'entreprise d'exemple. Avec le dossier complet d'un client à la place, les exercices qui parlent de l'entreprise prennent ses chiffres ; s'il en manque un, ils gardent ceux de l'exemple, et la cellule le dit.

# %% [markdown] lang="en" tags=["idea-12"] of="1f920bac"
# # Stage 9 · Financial impacts: exercises
#
# An unpaid invoice costs more than its amount: it costs the sales that will have to earn it back.
#
# **In thirty minutes you will**:
#
# - work out the sales needed to make up for a loss;
# - write a receivable down without its VAT;
# - measure what growth ties up.
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
import cashkit as ck
from cashkit import teaching as ex
from cashkit import views

ck.set_language(lang)
story = ex.story_of(ck.open_dossier(source))
story

# %% [markdown] lang="fr"
# ## Un exemple, pas à pas
#
# 1 200 € TTC perdus, TVA de 20 % récupérable, 10 % de marge.

# %% [markdown] lang="en" of="b4de198f"
# ## An example, step by step
#
# €1,200 lost with VAT, VAT of 20% recoverable, a margin of 10%.

# %%
net_loss = 1_200 / 1.20
sales = net_loss / 0.10
sales, ck.sales_to_recover(loss=1_200, margin_rate=0.10, vat_rate=0.20)

# %% [markdown] lang="fr"
# 1 000 € de perte hors taxe, 10 000 € de ventes pour la compenser. Essayez avec votre marge.

# %% [markdown] lang="en" of="5f931fcc"
# A loss of €1,000 without VAT, €10,000 of sales to earn it back. Try it with your own margin.

# %%
views.loss_case()

# %% tags=["not-in-report"]
views.margin_calculator()

# %% [markdown] lang="fr" tags=["idea-9"]
# ## À vous : la dernière étape manque

# %% [markdown] lang="en" tags=["idea-9"] of="f660a0c4"
# ## Your turn: the last step is missing

# %%
exercise = ex.load("M08", seed=seed, story=story)
exercise

# %%
given = exercise.given
net_loss = given.lost / (1 + given.vat_rate)
sales = net_loss / (given.result / given.sales)  # blank
exercise.check(sales)

# %% [markdown] lang="fr"
# ## À vous : deux étapes manquent

# %% [markdown] lang="en" of="f193b061"
# ## Your turn: two steps are missing

# %%
exercise = ex.load("M09", seed=seed)
exercise

# %%
given = exercise.given
net = given.amount / (1 + given.vat_rate)  # blank
allowance = net * given.share  # blank
exercise.check(allowance)

# %% [markdown] lang="fr" tags=["idea-1"]
# ## La croissance

# %% [markdown] lang="en" tags=["idea-1"] of="446505b9"
# ## Growth

# %%
exercise = ex.load("M12", seed=seed, story=story)
exercise

# %%
given = exercise.given
tied_up = given.need * given.rate  # blank
exercise.check(tied_up)

# %% [markdown] lang="fr" tags=["idea-8", "idea-15"]
# ## À vous, sans filet

# %% [markdown] lang="en" tags=["idea-8", "idea-15"] of="80068f85"
# ## Your turn, without a safety net

# %%
exercise = ex.load("day_of_customers", seed=seed, story=story)
exercise

# %%
given = exercise.given
cash = given.invoiced / given.year * given.days  # blank
exercise.check(cash)

# %% [markdown] lang="fr" tags=["idea-11", "idea-16", "idea-17"]
# ## Et pour décider

# %% [markdown] lang="en" tags=["idea-11", "idea-16", "idea-17"] of="04d10684"
# ## And to decide

# %%
exercise = ex.load("first_lever", seed=seed)
exercise

# %%
answer = "c"  # blank
exercise.check(answer)

# %% [markdown] lang="fr"
# ## Trois questions pour finir

# %% [markdown] lang="en" of="33c6f2a6"
# ## Three questions to finish

# %%
questions = ex.quiz("impact")
questions

# %%
first = "c"  # blank
second = "c"  # blank
third = "b"  # blank
questions.check(first, second, third)

# %% [markdown] lang="fr" tags=["solution"]
# ## À débattre
#
# - Quelle marge prendre quand l'atelier ne tourne qu'à moitié ? Et quand il tourne à plein ?
# - Jusqu'à quelle croissance l'entreprise peut-elle aller sans la banque ?

# %% [markdown] lang="en" tags=["solution"] of="f3e9c513"
# ## For discussion
#
# - Which margin do you use when the workshop is half idle? And when it is running flat out?
# - How much growth can the company afford without the bank?

# %% [markdown] lang="fr"
# ## À retenir
#
# - Une perte se divise par la marge.
# - La TVA d'une perte revient : on ne déprécie que le hors taxe.
# - La croissance immobilise de l'argent avant d'en rapporter.

# %% [markdown] lang="en" of="c00ca84c"
# ## To remember
#
# - A loss is divided by the margin.
# - The VAT on a loss comes back: write down the amount without it.
# - Growth ties up cash before it brings any.

# %%
ex.progress()
