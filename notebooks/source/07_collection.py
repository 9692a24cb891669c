# %% [markdown] lang="fr" tags=["not-in-report", "idea-12", "idea-1"]
# # Encaisser : quand l'argent arrive-t-il ?
#
# Un chiffre d'affaires n'est pas de la trésorerie. Entre la facture et la banque passent des jours, et chaque jour immobilise une journée de ventes que l'entreprise doit financer. Chez Ombrelune, une journée vaut 31,4 k€.
#
# **En soixante minutes, vous allez** :
#
# - choisir un moyen de paiement, et repérer l'argent reçu qui ne solde rien ;
# - mesurer le délai de paiement sans oublier ceux qui n'ont pas encore payé ;
# - calculer un DSO de cinq façons, le retraiter, et le traduire en euros.
#
# Les cas sont ceux de Fermetures Ombrelune, l'entreprise fictive du [carnet d'accueil](00_welcome.ipynb).

# %% [markdown] lang="en" tags=["not-in-report", "idea-12", "idea-1"] of="c4564e28"
# # Collect: when does the money arrive?
#
# Turnover is not cash. Days pass between the invoice and the bank, and each day ties up a day of sales that the company has to finance. At Ombrelune, a day is worth €31.4k.
#
# **In sixty minutes you will**:
#
# - choose a means of payment, and spot cash received that settles nothing;
# - measure the time to pay without forgetting those who have not paid yet;
# - compute a DSO in five ways, restate it, and put it into euros.
#
# The cases are those of Fermetures Ombrelune, the made-up company of the [welcome notebook](00_welcome.ipynb).

# %% tags=["parameters"]
source = "sample"
as_of = None
lang = "fr"

# %%
import numpy as np
import pandas as pd

import cashkit as ck
from cashkit import views
from cashkit.publish import runs
from cashkit.publish.page import Page

ck.set_language(lang)
dossier = runs.dossier(source, lang=lang)
page = Page.of("collection", dossier, as_of=as_of)

# %% tags=["not-in-report"]
from cashkit.ground.share import sample_folder
from cashkit.measures.survival import median_day, restricted_mean, unpaid_share
from cashkit.teaching import terms_met

sample = dossier if source == "sample" else ck.open_dossier("sample", lang=lang)
story = Page.of("collection", sample)

# %% [markdown] lang="fr" tags=["idea-4"]
# ## Qui décide du jour du paiement ?
#
# Avec un prélèvement, c'est vous. Avec un virement ou un chèque, c'est votre client. Avec une traite, c'est l'échéance inscrite, mais l'argent n'est acquis que quelques jours plus tard.

# %% [markdown] lang="en" tags=["idea-4"] of="a5d005d7"
# ## Who decides on the day of payment?
#
# With a direct debit, you do. With a transfer or a cheque, your customer does. With a bill of exchange, the date written on it does, but the money is safe only some days later.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Les artisans d'Ombrelune sont prélevés, les négoces paient par traite, quelques clients par chèque, avec plus de quinze jours de retard. Le commercial n'ose pas leur parler de prélèvement. **Votre pronostic** : classez virement, chèque, traite et prélèvement, du plus tardif au plus ponctuel. Quel risque le prélèvement laisse-t-il ?

# %% [markdown] lang="en" tags=["not-in-report"] of="d6885754"
# Ombrelune's craftsmen pay by direct debit, merchants by bill of exchange, some customers by cheque, more than fifteen days late. The sales rep does not dare mention direct debit to them. **Your guess**: rank transfer, cheque, bill and direct debit from the latest to the most punctual. Which risk does direct debit leave?

# %%
page.table("means_of_payment", point="means_of_payment")

# %%
page.table("means_compared", point="means_of_payment")

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** ceux qui paient par virement ou par chèque passaient au prélèvement ? Devinez ce qui rentrerait, une seule fois, puis lisez le tableau suivant.

# %% [markdown] lang="en" tags=["not-in-report"] of="d20e5f17"
# **What if** those who pay by transfer or cheque moved to direct debit? Guess what would come in, once, then read the next table.

# %%
page.table("direct_debit_gain", point="customers_means")

# %%
page.figures("debit_gain", point="customers_means")

# %%
page.findings("means_of_payment_slow", point="customers_means")

# %% [markdown] lang="fr"
# Un moyen de paiement lent, par lequel passe beaucoup d'argent, se négocie à l'ouverture du compte ou au renouvellement des conditions, jamais pendant une relance. Le débiteur peut contester un prélèvement SEPA ordinaire pendant huit semaines ; un prélèvement interentreprises, non.

# %% [markdown] lang="en" of="e2c0acd1"
# A slow means of payment that carries a lot of money is negotiated when the account is opened or terms are renewed, never in the middle of chasing. The debtor can claim an ordinary SEPA direct debit back for eight weeks; not a business-to-business one.

# %% [markdown] lang="fr"
# ## L'argent reçu qui ne solde rien
#
# Un règlement non affecté laisse les factures ouvertes. Le client a payé, et vous allez le relancer. Un effet revenu impayé que l'on n'a pas contre-passé fait l'inverse : il passe pour non échu, et personne ne le réclame.

# %% [markdown] lang="en" of="3128fcda"
# ## Cash received that settles nothing
#
# An unapplied receipt leaves the invoices open. The customer has paid, and you are about to chase. A bill that came back unpaid and was not reversed in the books does the opposite: it looks not yet due, and nobody claims it.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Le 4 décembre, deux traites reviennent impayées. Chez Ombrelune, personne ne passe l'écriture : au 31 décembre, elles figurent toujours au 413, « non échues ». **Votre pronostic** : quel chiffre de la balance âgée est faux, et de combien ?

# %% [markdown] lang="en" tags=["not-in-report"] of="1fbf08cf"
# On 4 December two bills come back unpaid. At Ombrelune nobody makes the entry: on 31 December they still stand on account 413, 'not due'. **Your guess**: which figure of the aged balance is wrong, and by how much?

# %% tags=["not-in-report"]
story.findings("bill_return_not_reversed")

# %% [markdown] lang="fr" tags=["not-in-report"]
# Le non échu, de près de 22 000 €. Ces clients n'ont pas payé, et rien sur l'écran ne le dit : on continue à les livrer. Un impayé se traite le jour même : on le repasse en 411, on le représente ou on appelle. Au bout de quinze jours, plus rien ne s'arrange tout seul.

# %% [markdown] lang="en" tags=["not-in-report"] of="99545d28"
# The not-yet-due amount, by nearly €22,000. These customers have not paid, and nothing on the screen says so: deliveries go on. Deal with a returned payment the same day: take it back to account 411, present it again, or call. After fifteen days nothing sorts itself out.

# %%
page.figures("unapplied_credits", "owed_to_customers")

# %%
page.table("unapplied_credits")

# %%
page.findings("receipt_unapplied", "receipt_unidentified", "credit_balance_old")

# %%
page.findings("debit_return_not_retried", "bill_return_not_reversed", point="returned_payments")

# %%
page.findings("discount_taken_unduly", point="discounts_agreed")

# %% [markdown] lang="fr"
# Si le client a des factures ouvertes, demandez-lui ce qu'il a voulu payer, puis lettrez. S'il n'en a pas, vous lui devez cet argent : il se rembourse ou s'impute, et figure au passif du bilan. Un escompte pris sans droit se réclame tout de suite : à la deuxième fois, c'est devenu une habitude.

# %% [markdown] lang="en" of="ce55c863"
# Where the customer has open invoices, ask what the payment was for, then match it. Where there are none, you owe this money: it is refunded or set off, and stands among the liabilities. Claim an unearned discount back at once: by the second time it has become a habit.

# %% [markdown] lang="fr"
# ## Combien de jours pour être payé ?
#
# La moyenne des factures payées oublie les plus mauvais payeurs : ils n'y figurent pas encore.

# %% [markdown] lang="en" of="a81208a9"
# ## How many days until you are paid?
#
# The average of paid invoices leaves out the worst payers: they are not in it yet.

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
# The mean of the paid ones gives 27 days. Counting the open ones too, half of the invoices are paid by day 30, and the mean is nearly 50 days, measured up to day 95. Treating the open ones as paid today, another short cut, would give 43.8.

# %%
paid_mean = page.review.figure("mean_days_to_pay").value
views.show(views.time_to_pay_chart(page.frame("time_to_pay"), lang, paid_mean=paid_mean))

# %%
page.figures(
    "mean_days_to_pay", "weighted_days_to_pay", "weighted_days_late", "median_days_to_pay", "restricted_mean_days"
)

# %% [markdown] lang="fr"
# Comparez la moyenne simple et la moyenne pondérée : si la seconde est plus longue, ce sont les grosses factures qui tardent. Comparez ensuite la moyenne des payées et celle qui compte les ouvertes : l'écart est le retard que l'on ne voit pas encore.

# %% [markdown] lang="en" of="8b96945b"
# Compare the simple and the weighted mean: where the second is longer, it is the large invoices that come late. Then compare the mean of the paid ones with the one that counts the open ones: the gap is the lateness that cannot be seen yet.

# %%
page.table("time_to_pay_by_segment")

# %%
page.table("time_to_pay_by_customer")

# %%
page.figures("median_days_by_amount", "weighted_days_late_only")

# %% [markdown] lang="fr"
# Une médiane de dix factures n'en est pas une de mille : lisez-la avec sa fourchette à 95 %. Par montant, elle dit si le retard tient à quelques grosses factures. La retenue de garantie n'y compte pas : due un an plus tard, elle n'est pas un retard.

# %% [markdown] lang="en" of="0a9f785e"
# A median of ten invoices is not a median of a thousand: read it with its 95% band. By amount, it tells whether a few large invoices explain the delay. Retention money is left out: due a year later, it is not late payment.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** une seule petite facture traînait ? Retards de 5, 36 et 75 jours, pour 12 000, 3 000 et 900 €. Devinez le retard moyen simple, puis pondéré.

# %% [markdown] lang="en" tags=["not-in-report"] of="88749485"
# **What if** only one small invoice dragged on? 5, 36 and 75 days late, for €12,000, €3,000 and €900. Guess the simple mean days late, then the weighted mean.

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
# Créances : 1 872,0 k€. Facturé au dernier trimestre, 92 jours : 2 692,6 k€. Un stagiaire trouve 253,8 jours. **Votre pronostic** : quel est le bon chiffre, et d'où vient son erreur ?

# %% [markdown] lang="en" tags=["not-in-report"] of="5bd204aa"
# Receivables: €1,872.0k. Invoiced in the last quarter, 92 days: €2,692.6k. A trainee finds 253.8 days. **Your guess**: what is the right figure, and where does the mistake come from?

# %% tags=["not-in-report"]
quarter = {days: ck.period_dso(receivables=1872.0, invoiced=2692.6, days=days) for days in (92, 365)}
views.table(pd.DataFrame({"window_days": list(quarter), "days": list(quarter.values())}), lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# Trois mois de ventes se comptent sur les jours de ces trois mois : 64 jours. **Et si** l'on divisait par les ventes hors taxe de l'année, 9 900 k€ ? Devinez le DSO, et dans quel sens l'erreur flatte.

# %% [markdown] lang="en" tags=["not-in-report"] of="38ab20da"
# Three months of sales go with the days of those three months: 64 days. **What if** one divided by the year's sales without VAT, €9,900k? Guess the DSO, and which way the mistake flatters.

# %% tags=["not-in-report"]
mixed = [ck.period_dso(receivables=1872.0, invoiced=one, days=365) for one in (11_457.8, 9_900.0)]
views.table(pd.DataFrame({"invoiced": [11_457_800.0, 9_900_000.0], "days": mixed}), lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# Près de dix jours de trop : des créances TTC sur des ventes HT gonflent le DSO de toute la TVA.

# %% [markdown] lang="en" tags=["not-in-report"] of="3e2790da"
# Nearly ten days too many: receivables with VAT over sales without it swell the DSO by all of the VAT.

# %%
page.table("dso_methods")

# %%
page.chart(views.dso_history_chart, "dso_history")

# %% [markdown] lang="fr"
# Le DSO de la période lisse la saison ; le DSO par épuisement suit les derniers mois. Le DSO théorique tient aux délais accordés : c'est affaire de négociation. Le DSO de retard tient aux clients qui ne les respectent pas : c'est affaire de relance. Ne comparez jamais votre DSO à une moyenne nationale, mais à votre propre DSO théorique, et au même mois de l'an passé.

# %% [markdown] lang="en" of="1540d0ba"
# Period DSO smooths the season out; count-back DSO follows the latest months. Best possible DSO comes from the terms granted: a matter for negotiation. Delinquent DSO comes from customers who do not keep them: a matter for chasing. Never compare your DSO with a national average, but with your own best possible DSO, and with the same month of last year.

# %% [markdown] lang="fr"
# ## Pourquoi le DSO change-t-il ?
#
# Un DSO qui monte ne dit pas ce qu'il faut faire. Délais accordés, saison, litiges, retards, affacturage, poids des clients : chaque cause appelle une autre décision, et la somme des barres explique exactement l'écart.

# %% [markdown] lang="en" of="7f10c438"
# ## Why does the DSO change?
#
# A rising DSO does not say what to do. Terms granted, season, disputes, late payment, factoring, customer mix: each cause calls for a different decision, and the bars add up exactly to the change.

# %% [markdown] lang="fr" tags=["not-in-report"]
# En un an, le DSO comptable d'Ombrelune s'allonge de moins de quatre jours. **Votre pronostic** : de combien se serait-il allongé sans la cession des factures de Bricoloria au factor et l'escompte des traites ?

# %% [markdown] lang="en" tags=["not-in-report"] of="f4c3cd1d"
# In a year Ombrelune's book DSO lengthens by less than four days. **Your guess**: by how many would it have lengthened without the sale of Bricoloria's invoices to the factor and the discounting of bills?

# %%
page.chart(views.dso_bridge_chart, "dso_bridge")

# %%
page.table("dso_bridge", limit=13)

# %%
page.table("dso_bridge_by_segment")

# %% [markdown] lang="fr"
# Les retards se relancent, les litiges se résolvent, les délais se négocient ; la saison se constate. Une barre « poids des clients » positive veut dire que les ventes glissent vers ceux qui paient plus tard. L'affacturage raccourcit le DSO, pas les délais.

# %% [markdown] lang="en" of="aa918bf2"
# Late payment is chased, disputes are resolved, terms are negotiated; the season is a fact of life. A positive bar for customer mix means that sales are shifting towards those who pay later. Factoring shortens the DSO, not the time customers take.

# %% [markdown] lang="fr"
# ## Que rapporte le recouvrement, et qu'est-ce qui glisse ?
#
# Le CEI compare ce qui a été encaissé à ce qui pouvait l'être. Le taux de glissement suit ce qui ne l'a pas été, d'une tranche de retard à la suivante.

# %% [markdown] lang="en" of="e352281e"
# ## What does collection bring in, and what rolls over?
#
# The CEI compares what was collected with what could have been. The roll rate follows what was not, from one age bucket to the next.

# %%
page.figures("cei_period", "cei_month")

# %%
page.table("roll_rates")

# %%
page.table("bucket_transitions")

# %% [markdown] lang="fr"
# Deux conventions de CEI circulent : une même année peut donner 94 % avec l'une et 42 % avec l'autre. Ne le comparez qu'à lui-même. Le premier glissement dit si l'on relance assez tôt ; au-delà de 30 jours, ce qui n'est pas réglé l'est rarement tout seul.

# %% [markdown] lang="en" of="79768597"
# Two conventions of the CEI are in use: the same year may give 94% with one and 42% with the other. Compare it only with itself. The first roll rate tells whether reminders go out early enough; beyond 30 days, what is unpaid rarely gets paid by itself.

# %% [markdown] lang="fr"
# ## De quels comptes parle-t-on ?
#
# L'encours ne tient pas dans le seul compte 411. Une traite acceptée passe au 413, un client douteux au 416, une retenue de garantie au 4117. Ce que l'on cède au factor, ou que l'on escompte, quitte les comptes.

# %% [markdown] lang="en" of="0904cf52"
# ## Which accounts are we talking about?
#
# What customers owe is not just account 411. An accepted bill moves to 413, a doubtful customer to 416, retention money to 4117. What is sold to a factor, or discounted, leaves the books.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Depuis mars 2025, Ombrelune cède toutes les factures de Bricoloria au factor : 231 k€ au 31 décembre. Elle a aussi escompté 130 k€ de traites. Son DSO comptable reste sous 60 jours, et la banque s'en félicite. **Votre pronostic** : ses clients paient-ils plus vite ?

# %% [markdown] lang="en" tags=["not-in-report"] of="478200c9"
# Since March 2025 Ombrelune has sold all of Bricoloria's invoices to a factor: €231k on 31 December. It has discounted €130k of bills too. Its book DSO stays below 60 days, and the bank is pleased. **Your guess**: do its customers pay faster?

# %% tags=["not-in-report"]
story.table("dso_methods", only={"dso_method": ("period", "restated")})

# %% [markdown] lang="fr" tags=["not-in-report"]
# Plus de onze jours d'écart. Le factor a payé, les clients pas encore : avec recours, c'est un prêt, et il coûte 4,9 % plus la commission. Ces onze jours ne sont pas un progrès. Le jour où les litiges montent, le factor rend les factures, et la trésorerie le rembourse d'un coup.

# %% [markdown] lang="en" tags=["not-in-report"] of="a4fe2544"
# More than eleven days apart. The factor has paid, the customers have not: with recourse it is a loan, and it costs 4.9% plus the commission. These eleven days are no progress. On the day disputes rise, the factor hands the invoices back, and has to be repaid all at once.

# %%
page.table("receivables_by_account")

# %%
page.figures("dso_period", "dso_restated", "days_hidden", "financed_outstanding", point="financed_receivables")

# %%
page.findings("financed_receivables_left_out", point="financed_receivables")

# %% [markdown] lang="fr"
# Les effets escomptés et les factures cédées ont quitté ces comptes : réintégrez-les avant de comparer deux années. Les avances reçues, elles, viennent en déduction du risque, pas du DSO.

# %% [markdown] lang="en" of="ca1809f8"
# Discounted bills and factored invoices have left these accounts: put them back before comparing two years. Advances received reduce the risk, not the DSO.

# %% [markdown] lang="fr" tags=["idea-15"]
# ## Que vaut un jour ?
#
# Un jour de crédit clients, c'est le facturé TTC d'un an divisé par 365. Multipliés par ce montant, les jours de ventes échus donnent la trésorerie que le retard retient. Chaque jour de retard est du BFR à financer, et une relation qui s'use.

# %% [markdown] lang="en" tags=["idea-15"] of="748abaeb"
# ## What is a day worth?
#
# A day of customer credit is a year of invoicing, with VAT, divided by 365. The days of sales overdue, times this amount, give the cash that late payment holds back. Each day late is working capital to finance, and a relationship that wears thin.

# %% [markdown] lang="fr" tags=["not-in-report"]
# La banque refuse 50 k€ de découvert de plus. **Votre pronostic** : dans cette entreprise, combien de jours gagnés sur les clients remplaceraient ce découvert ?

# %% [markdown] lang="en" tags=["not-in-report"] of="b4cdb4f2"
# The bank refuses €50k more of overdraft. **Your guess**: in this company, how many days won on customers would replace it?

# %%
page.figures(
    "day_of_customers", "days_overdue", "mean_lateness", "cash_held_by_lateness", "paid_on_time", "default_due_share"
)

# %% [markdown] lang="fr"
# Ce chiffre change la conversation : un jour gagné reste gagné tant que l'on ne relâche pas l'effort. Mais lisez aussi la part à échéance supposée : si elle est forte, les retards sont calculés sur un délai par défaut. Fournissez les vraies échéances avant de conclure.

# %% [markdown] lang="en" of="71c74c71"
# This figure changes the conversation: a day won stays won for as long as you keep up the effort. But read the share with an assumed due date too: where it is high, days late are counted from default terms. Provide the real due dates before you conclude.

# %% [markdown] lang="fr"
# ## Ce qu'il faut publier
#
# Une société dont les comptes sont certifiés par un commissaire aux comptes publie dans son rapport de gestion ses factures émises et reçues, échues et non réglées, par tranche de retard (art. D441-6). Les factures litigieuses en sont exclues et comptées à part.

# %% [markdown] lang="en" of="74d81ead"
# ## What must be published
#
# A company whose accounts are audited publishes, in its management report, its invoices issued and received that are past due and unpaid, by age bucket (art. D441-6). Disputed invoices are left out and counted apart.

# %%
page.table("invoices_issued_past_due")

# %%
page.table("invoices_received_past_due")

# %%
page.table("practice_terms")

# %% [markdown] lang="fr"
# Ces tableaux accompagnent aussi le rapport en CSV. Côté fournisseurs, un FEC ne contient pas d'échéance : seul ce qui dépasse le plafond légal est en retard à coup sûr. Complétez avec les échéances convenues avant de signer.

# %% [markdown] lang="en" of="e03fe77b"
# These tables also come with the report as CSV. On the supplier side a FEC holds no due dates: only what exceeds the legal cap is late for certain. Fill in the agreed due dates before you sign.

# %% [markdown] lang="fr"
# ## Que vaut une promesse ?
#
# Une promesse de règlement a une date et un montant. Tenue, elle vaut mieux qu'une relance ; oubliée, elle coûte des semaines.

# %% [markdown] lang="en" of="e7828627"
# ## What is a promise worth?
#
# A promise to pay has a date and an amount. Kept, it is worth more than a reminder; forgotten, it costs weeks.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Le 5 décembre, un client d'Ombrelune promet son règlement pour le 15. Le 31, rien n'est venu, et personne n'a rappelé. En 2025, l'entreprise a reçu plus de 250 promesses. **Votre pronostic** : combien ont été tenues, à trois jours près ? Et laquelle auriez-vous comptée dans votre prévision ?

# %% [markdown] lang="en" tags=["not-in-report"] of="aae49ffc"
# On 5 December a customer of Ombrelune promises to pay by the 15th. On the 31st nothing has come, and nobody has called back. In 2025 the company received more than 250 promises. **Your guess**: how many were kept, within three days? And which of them would you have counted in your forecast?

# %%
page.figures("promises_kept", "promises_kept_by_amount", point="promises_kept")

# %%
page.findings("promise_broken", point="promises_kept")

# %% [markdown] lang="fr"
# Après une promesse non tenue, on appelle dès le lendemain, sans attendre la relance suivante. Elle sort ce jour-là de la prévision de trésorerie, et la suivante se demande par écrit. Prévoyez les encaissements d'après les habitudes de chaque client, pas d'après les échéances.

# %% [markdown] lang="en" of="81d5ed3f"
# After a broken promise, call the very next day, without waiting for the next reminder. It comes out of the cash forecast that day, and the next promise is asked for in writing. Forecast receipts from each customer's habits, not from due dates.

# %% [markdown] lang="fr"
# ## Combien va rentrer, et quand ?
#
# Une prévision suit chaque facture ouverte d'après les habitudes du client, pas d'après l'échéance. Elle donne un intervalle, et elle se vérifie : qu'aurait-elle dit à des dates passées ?

# %% [markdown] lang="en" of="ce1838a2"
# ## How much will come in, and when?
#
# A forecast follows each open invoice by the customer's habits, not by its due date. It gives an interval, and it can be tested: what would it have said on past dates?

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** vous deviez prévoir ? La banque demande les encaissements d'Ombrelune pour les huit premières semaines de 2026. Écrivez un chiffre par semaine, et une fourchette dont vous seriez sûr huit fois sur dix. Ensuite seulement, ouvrez l'enveloppe : elle contient ce qui a été encaissé.

# %% [markdown] lang="en" tags=["not-in-report"] of="c2894535"
# **What if** you had to forecast? The bank asks for Ombrelune's receipts over the first eight weeks of 2026. Write one figure a week, and a range that you would be sure of eight times in ten. Only then open the envelope: it holds what was actually received.

# %% tags=["not-in-report"]
envelope = pd.read_csv(sample_folder() / "envelope" / "payments.csv", parse_dates=["payment_date"])
weeks = envelope.resample("W", on="payment_date")["amount"].sum().rename_axis("payment_date").reset_index()
views.table(weeks, lang)

# %%
page.chart(views.cash_forecast_chart, "cash_forecast")

# %%
page.figures("receipts_expected", "receipts_lowest_week", "receipts_held_back", "forecast_error", "forecast_coverage")

# %%
page.table("cash_forecast", limit=13)

# %%
page.table("forecast_verdict")

# %%
page.table("forecast_methods")

# %% tags=["not-in-report"]
page.table("forecast_backtest")

# %% [markdown] lang="fr"
# Donnez à la banque l'intervalle, pas le seul montant attendu : une semaine sur cinq en sort. Les ventes à facturer n'y sont pas, d'où des dernières semaines basses. Si la prévision ne fait pas mieux que les méthodes simples, prenez la plus simple. Pour trouver le point bas de trésorerie, il faut en plus le solde de banque et les dépenses prévues.

# %% [markdown] lang="en" of="5786b019"
# Give the bank the interval, not just the expected amount: one week in five falls outside. Sales not yet invoiced are not in it, hence the low last weeks. Where the forecast does no better than the simple methods, take the simplest. To find the low point of cash you also need the bank balance and the planned payments.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** Ombrelune facturait encore 200 k€ TTC par semaine ? Devinez à partir de quelle semaine cet argent commence à rentrer, puis lisez la dernière colonne : elle reste à part, parce qu'elle ne vaut que ce que vaut ce montant.

# %% [markdown] lang="en" tags=["not-in-report"] of="482c6160"
# **What if** Ombrelune went on invoicing €200k a week with VAT? Guess in which week that cash starts to come in, then read the last column: it stands apart, because it is only as good as that amount.

# %% tags=["not-in-report"]
coming = ck.cash_forecast(sample, as_of="2025-12-31", weekly_sales=200_000)
views.table(coming.weeks[["week", "week_from", "expected", "from_sales"]], lang)

# %% tags=["not-in-report"]
page.missing()

# %% [markdown] lang="fr" tags=["not-in-report"]
# **À vous**, dans [le carnet d'exercices](../../exercises/fr/07_collection.ipynb) : cinq pièges du délai de paiement et du DSO.
#
# ## À retenir
#
# - Lettrer d'abord : tant qu'un règlement n'est pas affecté, tous les chiffres sont un peu faux.
# - Les plus mauvais payeurs ne sont pas dans la moyenne des factures payées.
# - Un DSO se lit avec ses jours, ses comptes et son DSO théorique ; il se donne en jours et en euros.
#
# ## Sur votre dossier
#
# Remplacez `source` par le chemin d'un FEC. Combien d'euros reçus ne sont affectés à aucune facture ? La moyenne de vos factures payées est-elle plus courte que votre médiane ? Lequel de vos cinq DSO montrez-vous à la banque, et montrez-vous le même chaque mois ? Que vaut un jour ?
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
# **Termes rencontrés** : affectation, lettrage, impayé, client créditeur, délai de paiement pondéré, courbe de Kaplan-Meier, DSO, DSO par épuisement, DSO théorique, DSO de retard, DSO retraité, CEI, taux de glissement, affacturage, jour de crédit clients, prévision d'encaissements, essai sur le passé.

# %% [markdown] lang="en" tags=["not-in-report"] of="d287d774"
# **Your turn**, in [the exercise notebook](../../exercises/en/07_collection.ipynb): five traps of time to pay and DSO.
#
# ## To remember
#
# - Match first: as long as a receipt is unapplied, every figure is a little wrong.
# - The worst payers are not in the average of paid invoices.
# - Read a DSO with its days, its accounts and its best possible DSO; give it in days and in euros.
#
# ## On your own dossier
#
# Put the path of a FEC in place of `source`. How many euros received are applied to no invoice? Is the average of your paid invoices shorter than your median? Which of your five DSOs do you show the bank, and is it the same one every month? What is a day worth?
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
# 2. You chase the 18 days of late payment; the 42 days are the terms granted.
# 3. Nothing: they pay as before; it is the factor who has paid.
#
# </details>
#
# **Terms met**: cash application, matching, unpaid return, customer in credit, weighted time to pay, Kaplan-Meier curve, DSO, count-back, best possible DSO, delinquent DSO, restated DSO, CEI, roll rate, factoring, day of customers, cash forecast, backtest.

# %% tags=["not-in-report"]
terms_met("collection")
