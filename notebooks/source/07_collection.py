# %% [markdown] lang="fr" tags=["not-in-report"]
# # Encaisser : quand l'argent arrive-t-il ?
#
# Un chiffre d'affaires n'est pas de la trésorerie. Entre la facture et la banque passent des jours, et chaque jour immobilise une journée de ventes que l'entreprise doit financer.
#
# **En cinquante minutes, vous allez** :
#
# - repérer l'argent reçu qui n'est rattaché à aucune facture ;
# - mesurer le délai de paiement sans oublier ceux qui n'ont pas encore payé ;
# - calculer un DSO de cinq façons, et dire laquelle répond à quelle question.

# %% [markdown] lang="en" tags=["not-in-report"] of="668046ea"
# # Collect: when does the money arrive?
#
# Turnover is not cash. Days pass between the invoice and the bank, and each day ties up a day of sales that the company has to finance.
#
# **In fifty minutes you will**:
#
# - spot money that was received and belongs to no invoice;
# - measure the time to pay without forgetting those who have not paid yet;
# - compute a DSO in five ways, and tell which one answers which question.

# %% tags=["parameters"]
source = "sample"
as_of = None
lang = "fr"

# %%
import numpy as np
import pandas as pd

import cashkit as ck
from cashkit import views
from cashkit.measures.survival import median_day, restricted_mean, unpaid_share
from cashkit.publish import runs

ck.set_language(lang)
dossier = runs.dossier(source, lang=lang)
day = as_of or dossier.closing_date
review = runs.review("collection", dossier, as_of=day)


def figures(*keys: str) -> views.tables.Table:
    """Show some figures of the review."""
    return views.figures_table([figure for figure in review.figure_records if figure.key in keys], lang)


# %% [markdown] lang="fr"
# ## Qui décide du jour du paiement ?
#
# Avec un prélèvement, c'est vous. Avec un virement ou un chèque, c'est votre client. Avec une traite, c'est l'échéance inscrite, mais l'argent n'est acquis que quelques jours plus tard.

# %% [markdown] lang="en" of="a5d005d7"
# ## Who decides on the day of payment?
#
# With a direct debit, you do. With a transfer or a cheque, your customer does. With a bill of exchange, the date written on it does, but the money is safe only some days later.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Un artisan vous paie par chèque, à 41 jours en moyenne. Votre commercial n'ose pas lui parler de prélèvement. **Votre pronostic** : classez virement, chèque, traite et prélèvement, du plus tardif au plus ponctuel. Quel risque le prélèvement laisse-t-il ?

# %% [markdown] lang="en" tags=["not-in-report"] of="c4f22821"
# A craftsman pays you by cheque, after 41 days on average. Your salesman does not dare to mention direct debit. **Your guess**: rank transfer, cheque, bill and direct debit from the latest to the most punctual. Which risk does direct debit leave?

# %%
means = review.tables.get("means_of_payment")
missing = [one for one in review.missing if one.point == "means_of_payment"]
views.not_assessed_table(missing, lang) if means is None else views.table(means, lang, caption="means_of_payment")

# %% [markdown] lang="fr"
# Un moyen de paiement lent, par lequel passe beaucoup d'argent, se négocie à l'ouverture du compte ou au renouvellement des conditions, jamais pendant une relance. Le débiteur peut contester un prélèvement SEPA ordinaire pendant huit semaines ; un prélèvement interentreprises, non.

# %% [markdown] lang="en" of="e2c0acd1"
# A slow means that carries much money is negotiated when the account is opened or terms are renewed, never during a reminder. The debtor can claim an ordinary direct debit back for eight weeks; a business-to-business one, not.

# %% [markdown] lang="fr"
# ## L'argent reçu qui ne paie rien
#
# Un règlement non rattaché laisse ses factures ouvertes. Le client a payé, et vous allez le relancer.

# %% [markdown] lang="en" of="090b82fb"
# ## Money received that pays nothing
#
# A payment that is tied to no invoice leaves its invoices open. The customer has paid, and you are about to chase him.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Lundi, neuf heures : vous ouvrez la liste des relances. **Votre pronostic** : dans cette entreprise, combien d'euros reçus ou crédités attendent une facture ? Combien de clients sont créditeurs ?

# %% [markdown] lang="en" tags=["not-in-report"] of="fce698d4"
# Monday, nine o'clock: you open the list of reminders. **Your guess**: in this company, how many euros received or credited are waiting for an invoice? How many customers are in credit?

# %%
figures("unapplied_credits", "owed_to_customers")

# %%
views.table(review.tables["unapplied_credits"], lang, caption="unapplied_credits", limit=15)

# %%
views.findings_table(review.finding_records, lang, limit=15)

# %% [markdown] lang="fr"
# Regardez la dernière colonne du tableau : si le client a des factures ouvertes, demandez-lui ce qu'il a voulu payer, puis lettrez. S'il n'en a pas, vous lui devez cet argent : il se rembourse ou s'impute, et figure au passif du bilan.

# %% [markdown] lang="en" of="bb0372e9"
# Look at the last column of the table: where the customer has open invoices, ask what the payment was for, then match it. Where there are none, you owe this money: it is refunded or set off, and stands among the liabilities.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** l'on s'en tenait au lettrage déjà fait, sans aucun rapprochement ? Devinez le montant non affecté avant de l'afficher.

# %% [markdown] lang="en" tags=["not-in-report"] of="0659bca6"
# **What if** one kept to what is already matched by hand, with no matching by rule? Guess the unapplied amount before you show it.

# %% tags=["not-in-report"]
strict = ck.aged_balance(dossier, as_of=day, by=None, view="strict")
views.table(strict, lang, caption="aged_balance_as_lettered")

# %% [markdown] lang="fr"
# ## Combien de jours pour être payé ?
#
# La moyenne des factures payées oublie les plus mauvais payeurs : ils n'y figurent pas encore.

# %% [markdown] lang="en" of="a81208a9"
# ## How many days until you are paid?
#
# The mean of paid invoices forgets the worst payers: they are not in it yet.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Six factures. Quatre payées après 18, 25, 30 et 35 jours ; deux encore ouvertes, à 60 et 95 jours. On vous demande « votre délai de paiement ». **Votre pronostic** : la moyenne des quatre payées ? Celle des six ? Et le jour où la moitié est payée ?

# %% [markdown] lang="en" tags=["not-in-report"] of="6e4a8b89"
# Six invoices. Four paid after 18, 25, 30 and 35 days; two still open, after 60 and 95. You are asked for 'your time to pay'. **Your guess**: the mean of the four paid ones? Of all six? And the day by which half are paid?

# %% tags=["not-in-report"]
ages, paid = np.array([18, 25, 30, 35, 60, 95]), np.array([1, 1, 1, 1, 0, 0])
share = unpaid_share(ages, paid, np.ones(6, dtype=np.int64))[2]
answer = {
    "mean_days": ages[:4].mean(),
    "median_days": median_day(ages, share),
    "restricted_mean_days": restricted_mean(ages, share),
}
views.table(pd.DataFrame([answer]), lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# La moyenne des payées donne 27 jours. Si l'on suit aussi les ouvertes, la moitié des factures est payée à 30 jours, et la moyenne approche 50 jours, mesurée jusqu'au 95e. Compter les ouvertes comme payées aujourd'hui, autre raccourci, donnerait 43,8 jours.

# %% [markdown] lang="en" tags=["not-in-report"] of="b92176c7"
# The mean of the paid ones says 27 days. Following the open ones too says 30 days for half of the invoices, and nearly 50 on average up to day 95. Taking the open ones as paid today, another short cut, would say 43.8.

# %%
paid_mean = review.figure("mean_days_to_pay").value
views.show(views.time_to_pay_chart(review.tables["time_to_pay"], lang, paid_mean=paid_mean))

# %%
figures("mean_days_to_pay", "weighted_days_to_pay", "weighted_days_late", "median_days_to_pay", "restricted_mean_days")

# %% [markdown] lang="fr"
# Comparez la moyenne simple et la moyenne pondérée : si la seconde est plus longue, ce sont les grosses factures qui tardent. Comparez ensuite la moyenne des payées et celle qui compte les ouvertes : l'écart est le retard que l'on ne voit pas encore.

# %% [markdown] lang="en" of="8b96945b"
# Compare the simple and the weighted mean: where the second is longer, it is the large invoices that come late. Then compare the mean of the paid ones with the one that counts the open ones: the gap is the lateness that cannot be seen yet.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** une seule petite facture traînait ? Retards de 5, 36 et 75 jours, pour 12 000, 3 000 et 900 €. Devinez le retard moyen simple, puis pondéré.

# %% [markdown] lang="en" tags=["not-in-report"] of="88749485"
# **What if** only one small invoice dragged on? Late by 5, 36 and 75 days, for €12,000, €3,000 and €900. Guess the simple mean lateness, then the weighted one.

# %% tags=["not-in-report"]
late, euros = np.array([5, 36, 75]), np.array([12_000, 3_000, 900])
weighed = {"mean_days_late": late.mean(), "weighted_days_late": (late * euros).sum() / euros.sum()}
views.table(pd.DataFrame([weighed]), lang)

# %% [markdown] lang="fr"
# ## Cinq DSO pour une entreprise
#
# Le DSO dit combien de jours de ventes les clients doivent encore. Créances et ventes y sont toutes deux TTC, et les jours sont ceux de ces ventes.

# %% [markdown] lang="en" of="7b60f294"
# ## Five DSOs for one company
#
# DSO tells how many days of sales customers still owe. Receivables and sales both include VAT, and the days are those of these sales.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Créances : 1 872,0 k€. Facturé au dernier trimestre, 92 jours : 2 692,6 k€. Un stagiaire trouve 253,8 jours. **Votre pronostic** : le bon chiffre, et son erreur ?

# %% [markdown] lang="en" tags=["not-in-report"] of="48dc0005"
# Receivables: €1,872.0k. Invoiced in the last quarter, 92 days: €2,692.6k. A trainee finds 253.8 days. **Your guess**: the right figure, and the mistake?

# %% tags=["not-in-report"]
quarter = {days: ck.period_dso(receivables=1872.0, invoiced=2692.6, days=days) for days in (92, 365)}
views.table(pd.DataFrame({"window_days": list(quarter), "days": list(quarter.values())}), lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# Trois mois de ventes se comptent sur les jours de ces trois mois. Autre piège : des créances TTC sur des ventes HT gonflent le DSO de toute la TVA.

# %% [markdown] lang="en" tags=["not-in-report"] of="f89218df"
# Three months of sales go with the days of those three months. Another trap: receivables with VAT over sales without it swell the DSO by all of the VAT.

# %%
views.table(review.tables["dso_methods"], lang, caption="dso_methods")

# %%
views.show(views.dso_history_chart(review.tables["dso_history"], lang))

# %% [markdown] lang="fr"
# Le DSO de la période lisse la saison ; le DSO par épuisement suit les derniers mois. Le DSO théorique vient des délais accordés : il se négocie. Le DSO de retard vient des clients qui ne les respectent pas : il se relance. Ne comparez jamais votre DSO à une moyenne nationale, mais à votre propre DSO théorique, et au même mois de l'an passé.

# %% [markdown] lang="en" of="1976feaf"
# The period smooths the season out; count-back follows the latest months. Best possible DSO comes from the terms granted: it is negotiated. Delinquent DSO comes from customers who do not keep them: it is chased. Never compare with a national mean, but with your own best possible DSO, and with the same month of last year.

# %% [markdown] lang="fr"
# ## De quels comptes parle-t-on ?
#
# L'encours ne tient pas dans le seul compte 411. Une traite acceptée passe au 413, un client douteux au 416, une retenue de garantie au 4117.

# %% [markdown] lang="en" of="18150989"
# ## Which accounts are we talking about?
#
# What customers owe is not account 411 alone. An accepted bill moves to 413, a doubtful customer to 416, retention to 4117.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Un dirigeant se félicite : son DSO est passé de 71 à 60 jours. Cette année, il a cédé 231 k€ de factures au factor et escompté 130 k€ de traites. **Votre pronostic** : ses clients paient-ils plus vite ?

# %% [markdown] lang="en" tags=["not-in-report"] of="a64e9817"
# A managing director is pleased: his DSO went from 71 to 60 days. This year he sold €231k of invoices to a factor and discounted €130k of bills. **Your guess**: do his customers pay faster?

# %% tags=["not-in-report"]
sizes = {"books": 1872.0, "restated": 1872.0 + 231.0 + 130.0}
dso = [ck.period_dso(receivables=size, invoiced=11_457.8, days=365) for size in sizes.values()]
views.table(pd.DataFrame({"receivables": [1000 * size for size in sizes.values()], "days": dso}), lang)

# %%
views.table(review.tables["receivables_by_account"], lang, caption="receivables_by_account")

# %% [markdown] lang="fr"
# Les effets escomptés et les factures cédées ont quitté ces comptes : le factor a payé, les clients pas encore. Si l'entreprise y recourt, réintégrez-les avant de comparer deux années. Les avances reçues, elles, viennent en déduction du risque, pas du DSO.

# %% [markdown] lang="en" of="c24f1925"
# Discounted bills and factored invoices have left these accounts: the factor has paid, the customers have not. Where the company uses them, put them back before comparing two years. Advances received reduce the risk, not the DSO.

# %% [markdown] lang="fr"
# ## Que vaut un jour ?
#
# Un jour de crédit clients, c'est le facturé TTC d'un an divisé par 365. Multipliés par ce montant, les jours de ventes échus donnent la trésorerie que le retard retient.

# %% [markdown] lang="en" of="6a74f80d"
# ## What is a day worth?
#
# A day of customers is a year of invoicing, with VAT, divided by 365. The days of sales overdue, times this amount, give the cash that lateness holds back.

# %% [markdown] lang="fr" tags=["not-in-report"]
# La banque refuse 50 k€ de découvert de plus. **Votre pronostic** : dans cette entreprise, combien de jours gagnés sur les clients remplaceraient ce découvert ?

# %% [markdown] lang="en" tags=["not-in-report"] of="b4cdb4f2"
# The bank refuses €50k more of overdraft. **Your guess**: how many days won on customers would replace it, in this company?

# %%
figures("day_of_customers", "days_overdue", "dso_without_doubtful", "default_due_share")

# %% [markdown] lang="fr"
# Ce chiffre change la conversation : un jour gagné une fois reste gagné tant que l'on ne rechute pas. Mais lisez aussi la part à échéance supposée : si elle est forte, les retards sont calculés sur un délai par défaut. Fournissez les vraies échéances avant de conclure.

# %% [markdown] lang="en" of="ebe35e1c"
# This figure changes the conversation: a day won once stays won as long as you do not slip back. But read the share with an assumed due date too: where it is high, lateness is counted from default terms. Provide the real due dates before you conclude.

# %% tags=["not-in-report"]
views.not_assessed_table(review.missing, lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# ## À retenir
#
# - Lettrer d'abord : tant qu'un règlement n'est pas rattaché, tous les chiffres mentent un peu.
# - Les plus mauvais payeurs ne sont pas dans la moyenne des factures payées.
# - Un DSO se lit avec ses jours, ses comptes et son DSO théorique ; il se dit en jours et en euros.
#
# ## Sur votre dossier
#
# Remplacez `source` par le chemin d'un FEC. Combien d'euros reçus n'ont pas de facture ? La moyenne de vos factures payées est-elle plus courte que votre médiane ? Lequel de vos cinq DSO montrez-vous à la banque, et montrez-vous le même chaque mois ? Que vaut un jour ?
#
# ## Trois questions
#
# 1. Créances 300 000 € TTC, facturé 600 000 € TTC sur 90 jours. Quel DSO ?
# 2. DSO de 60 jours, théorique de 42. Que relance-t-on, que négocie-t-on ?
# 3. Le DSO baisse de dix jours après une cession au factor. Qu'en conclure sur les clients ?
#
# <details><summary>Réponses</summary>
#
# 1. 300 000 / 600 000 × 90 = 45 jours.
# 2. On relance les 18 jours de retard ; les 42 jours sont les délais accordés.
# 3. Rien : ils paient comme avant, c'est le factor qui a payé.
#
# </details>
#
# **Termes rencontrés** : affectation, lettrage, client créditeur, délai de paiement pondéré, courbe de Kaplan-Meier, DSO, DSO par épuisement, DSO théorique, DSO de retard, jour de crédit clients.

# %% [markdown] lang="en" tags=["not-in-report"] of="f7bce4e3"
# ## To remember
#
# - Match first: as long as a payment is tied to nothing, every figure lies a little.
# - The worst payers are not in the mean of paid invoices.
# - A DSO is read with its days, its accounts and its best possible; it is told in days and in euros.
#
# ## On your own dossier
#
# Put the path of a FEC in place of `source`. How many euros received have no invoice? Is your mean of paid invoices shorter than your median? Which of your five DSOs do you show the bank, and is it the same every month? What is a day worth?
#
# ## Three questions
#
# 1. Receivables of €300,000 with VAT, €600,000 with VAT invoiced over 90 days. Which DSO?
# 2. A DSO of 60 days, a best possible one of 42. What do you chase, what do you negotiate?
# 3. The DSO falls by ten days after invoices were sold to a factor. What does that say of the customers?
#
# <details><summary>Answers</summary>
#
# 1. 300,000 / 600,000 × 90 = 45 days.
# 2. You chase the 18 days of lateness; the 42 days are the terms granted.
# 3. Nothing: they pay as before, it is the factor who paid.
#
# </details>
#
# **Terms met**: cash application, matching, customer in credit, weighted time to pay, Kaplan-Meier curve, DSO, count-back, best possible DSO, delinquent DSO, day of customers.
