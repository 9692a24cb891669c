# %% [markdown] lang="fr" tags=["idea-12"]
# # Étape 8 · Le recouvrement : exercices
#
# Relancer à tort coûte un client ; ne pas relancer coûte la facture. Tout se joue avant de décrocher le téléphone.
#
# **En cinquante minutes, vous allez** :
#
# - compter un retard depuis la bonne date ;
# - séparer l'échu des crédits et des retenues ;
# - trouver la bonne phrase au téléphone.
#
# Mettez dans `seed` un nombre à vous, celui de votre jour de naissance par exemple : un chiffre de chaque exercice change, et votre voisin n'aura pas la même réponse. `exercise.hint()` donne une aide ; il y en a trois, qui coûtent de plus en plus de points.
#
# Exécutez les cellules grises de haut en bas, chacune avec Maj + Entrée. Le code est écrit : vous ne remplacez que les trois points, par un nombre, par un calcul, ou par un texte entre guillemets.

# %% [markdown] lang="en" tags=["idea-12"] of="5f4db923"
# # Stage 8 · Recovery: exercises
#
# Chasing wrongly costs you a customer; not chasing costs you the invoice. It is all decided before you pick up the phone.
#
# **In fifty minutes you will**:
#
# - count days late from the right date;
# - separate overdue items from credits and retention money;
# - say the right thing on the phone.
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
# Facture du 5 novembre 2025 à 30 jours. Nous sommes le 31 décembre.

# %% [markdown] lang="en" of="416ddc01"
# ## An example, step by step
#
# An invoice of 5 November 2025 at 30 days. Today is 31 December.

# %%
due = ck.due_date(issue_date="2025-11-05", terms="30")
as_of = ck.due_date(issue_date="2025-12-31", terms="0")
f"{due:%d/%m/%Y}", (as_of - due).days

# %% [markdown] lang="fr"
# Échéance le 5 décembre, 26 jours de retard. Le jour même de l'échéance, le retard est de zéro.

# %% [markdown] lang="en" of="2fc8604f"
# Due on 5 December, 26 days late. On the due date itself, it is zero days late.

# %% [markdown] lang="fr"
# ## À vous : la dernière étape manque

# %% [markdown] lang="en" of="f660a0c4"
# ## Your turn: the last step is missing

# %%
exercise = ex.load("M03", seed=seed)
exercise

# %%
given = exercise.given
due = ck.due_date(issue_date=given.issued, terms="EOM 45")
late = (given.as_of - due).days  # blank
exercise.check(late)

# %% [markdown] lang="fr"
# ## À vous : qu'est-ce qui est échu ?

# %% [markdown] lang="en" of="df555805"
# ## Your turn: what is overdue?

# %%
exercise = ex.load("M06", seed=seed)
exercise

# %%
given = exercise.given
overdue = given.old  # blank
exercise.check(overdue)

# %%
exercise.to_decide

# %%
decision = "b"  # blank
exercise.decide(decision)

# %% [markdown] lang="fr"
# ## Ce que coûte le retard au client : deux étapes manquent

# %% [markdown] lang="en" of="d3fbac64"
# ## What late payment costs the customer: two steps are missing

# %%
exercise = ex.load("M07", seed=seed)
exercise

# %%
given = exercise.given
days = (given.paid - given.due).days
interest = given.gross * given.rate * days / 365  # blank
owed = interest + given.indemnity  # blank
exercise.check(owed)

# %% [markdown] lang="fr"
# Le même calcul, pour vos propres factures : changez une date, un montant, un taux.

# %% [markdown] lang="en" of="5e1cfe70"
# The same calculation, for invoices of your own: change a date, an amount, a rate.

# %%
views.late_payment_case()

# %% tags=["not-in-report"]
views.late_payment_calculator()

# %% [markdown] lang="fr"
# ## Ce qui n'est pas encore dû

# %% [markdown] lang="en" of="fc3c1381"
# ## What is not due yet

# %%
exercise = ex.load("retention", seed=seed)
exercise

# %%
given = exercise.given
to_chase = given.other  # blank
exercise.check(to_chase)

# %% [markdown] lang="fr"
# ## Jusqu'à quand ?

# %% [markdown] lang="en" of="6217e1cd"
# ## Until when?

# %%
exercise = ex.load("limitation", seed=seed)
exercise

# %%
given = exercise.given
last_day = given.due.replace(year=given.due.year + 5)  # blank
exercise.check(last_day)

# %% [markdown] lang="fr"
# ## Un chiffre qui trompe

# %% [markdown] lang="en" of="af960e9b"
# ## A figure that misleads

# %%
exercise = ex.load("reminded", seed=seed)
exercise

# %%
views.table(exercise.table)

# %%
table = exercise.table.assign(share=exercise.table["paid"] / exercise.table["invoices"])
reminded, others = table[table["reminded"]], table[~table["reminded"]]
lift = (reminded["share"].to_numpy() - others["share"].to_numpy()).mean()  # blank
exercise.check(lift)

# %% [markdown] lang="fr" tags=["idea-5", "idea-6", "idea-7"]
# ## L'appel, avant puis après l'échéance

# %% [markdown] lang="en" tags=["idea-5", "idea-6", "idea-7"] of="0e9df25f"
# ## The call, before and after the due date

# %%
exercise = ex.load("call_before", seed=seed)
exercise

# %%
answer = "d"  # blank
exercise.check(answer)

# %%
exercise = ex.load("call", seed=seed)
exercise

# %%
answer = "a"  # blank
exercise.check(answer)

# %% [markdown] lang="fr"
# ## Trois questions pour finir

# %% [markdown] lang="en" of="33c6f2a6"
# ## Three questions to finish

# %%
questions = ex.quiz("recovery")
questions

# %%
first = "b"  # blank
second = "c"  # blank
third = "b"  # blank
questions.check(first, second, third)

# %% [markdown] lang="fr" tags=["solution"]
# ## À débattre
#
# - Jouez les deux appels à deux, puis échangez les rôles. Qu'a-t-on promis, et pour quelle date ?
# - À quels clients ne réclamez-vous jamais les pénalités ? Que demandez-vous à la place ?
# - Pourquoi la relance semble-t-elle nuire ? Cherchez le même piège dans vos propres tableaux.

# %% [markdown] lang="en" tags=["solution"] of="d85b2806"
# ## For discussion
#
# - Act out the two calls in pairs, then swap roles. What was promised, and for which date?
# - Which customers do you never charge interest? What do you ask for instead?
# - Why do reminders seem to harm? Look for the same trap in your own tables.

# %% [markdown] lang="fr"
# ## À retenir
#
# - Rapprocher, puis relancer ce qui est échu, exigible et non contesté.
# - Le retard se compte à partir de l'échéance ; la prescription aussi.
# - Un appel réussi finit par un fait à vérifier et une date.

# %% [markdown] lang="en" of="e061ae49"
# ## To remember
#
# - Match, then chase what is overdue, due and undisputed.
# - Days late run from the due date; so does the limitation period.
# - A good call ends with a fact to be checked and a date.

# %%
ex.progress()
