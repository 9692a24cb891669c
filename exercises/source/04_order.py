# %% [markdown] lang="fr" tags=["idea-12"]
# # Étape 4 · La commande : exercices
#
# Refuser une commande coûte un mot. La même, produite et livrée au-delà de la ligne, peut se perdre en entier.
#
# **En vingt-cinq minutes, vous allez** :
#
# - mesurer l'encours avant d'accepter ;
# - calculer un TTC à plusieurs taux ;
# - ne compter, d'une commande ouverte, que les appels.
#
# Mettez dans `seed` un nombre à vous, celui de votre jour de naissance par exemple : un chiffre de chaque exercice change, et votre voisin n'aura pas la même réponse. `exercise.hint()` donne une aide ; il y en a trois, qui coûtent de plus en plus de points.
#
# Exécutez les cellules grises de haut en bas, chacune avec Maj + Entrée. Le code est écrit : vous ne remplacez que les trois points, par un nombre, par un calcul, ou par un texte entre guillemets.

# %% [markdown] lang="en" tags=["idea-12"] of="0ae727c1"
# # Stage 4 · The order: exercises
#
# Refusing an order costs one word. The same order, made and delivered beyond the limit, may be lost in full.
#
# **In twenty-five minutes you will**:
#
# - measure the exposure before accepting;
# - work out VAT at several rates;
# - count only the call-offs of an open order.
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
# Ligne de 20 000 €. Le client doit 9 000 €, a déjà 4 000 € en commande, et commande 8 500 € de plus.

# %% [markdown] lang="en" of="c426c0af"
# ## An example, step by step
#
# A limit of €20,000. The customer owes €9,000, has €4,000 already on order, and orders €8,500 more.

# %%
before = 9_000 + 4_000
after = before + 8_500
after, after - 20_000

# %% [markdown] lang="fr"
# 21 500 € : 1 500 € de trop, soit 7,5 %. Dans la tolérance de 10 %, on accepte et l'on surveille ; au-delà, quelqu'un signe.

# %% [markdown] lang="en" of="8578b38d"
# €21,500: €1,500 too much, or 7.5%. Within the tolerance of 10%, accept and keep watch; beyond it, somebody signs.

# %% [markdown] lang="fr"
# ## À vous : la dernière étape manque

# %% [markdown] lang="en" of="f660a0c4"
# ## Your turn: the last step is missing

# %%
exercise = ex.load("order_and_line", seed=seed)
exercise

# %%
given = exercise.given
before = given.opened + given.delivered + given.earlier
after = before + given.order  # blank
exercise.check(after)

# %%
exercise.to_decide

# %%
decision = "d"  # blank
exercise.decide(decision)

# %% [markdown] lang="fr"
# ## À vous : deux étapes manquent

# %% [markdown] lang="en" of="f193b061"
# ## Your turn: two steps are missing

# %%
exercise = ex.load("mixed_vat", seed=seed)
exercise

# %%
given = exercise.given
supplies = given.supplied * 1.20
fitting = given.fitted * 1.10  # blank
total = supplies + fitting + given.subcontracted  # blank
exercise.check(total)

# %% [markdown] lang="fr"
# ## À vous, sans filet

# %% [markdown] lang="en" of="80068f85"
# ## Your turn, without a safety net

# %%
exercise = ex.load("frame_order", seed=seed)
exercise

# %%
given = exercise.given
exposure = given.opened + given.called  # blank
exercise.check(exposure)

# %% [markdown] lang="fr"
# ## Trois questions pour finir

# %% [markdown] lang="en" of="33c6f2a6"
# ## Three questions to finish

# %%
questions = ex.quiz("order")
questions

# %%
first = "b"  # blank
second = "a"  # blank
third = "c"  # blank
questions.check(first, second, third)

# %% [markdown] lang="fr" tags=["solution"]
# ## À débattre
#
# - Où votre logiciel devrait-il refuser une commande, et où doit-il seulement avertir ?
# - Prime du commercial sur le facturé ou sur l'encaissé : que devient la commande de trop ?

# %% [markdown] lang="en" tags=["solution"] of="98111f0c"
# ## For discussion
#
# - Where should your software refuse an order, and where only warn?
# - A sales bonus on invoicing or on cash received: what becomes of the one order too many?

# %% [markdown] lang="fr"
# ## À retenir
#
# - Une commande s'ajoute à l'encours ; elle ne se juge pas isolément.
# - La TVA se calcule ligne à ligne.
# - D'une commande ouverte, seuls les appels engagent.

# %% [markdown] lang="en" of="38b5f4c7"
# ## To remember
#
# - An order adds to the exposure; it is not judged on its own.
# - VAT is worked out line by line.
# - In an open order, only the call-offs are binding.

# %%
ex.progress()
