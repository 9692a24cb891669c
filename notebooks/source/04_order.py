# %% [markdown] lang="fr" tags=["not-in-report", "idea-12"]
# # Enregistrer une commande : il n'y manque rien, et elle tient dans la ligne
#
# Une commande incomplète donne une facture payée en retard : il y manque un numéro, et elle revient trois semaines plus tard. Une commande acceptée sans regarder l'encours est un crédit accordé sans le savoir. C'est ici que dire non, ou « oui, à condition que », coûte le moins cher.
#
# **En cinquante-cinq minutes, vous allez** :
#
# - vérifier les éléments d'une commande, selon le client qui la passe ;
# - décider si elle tient dans la ligne, retards et procédures collectives compris ;
# - suivre une vente de la commande à l'encaissement, et compter les jours perdus.
#
# Les cas sont ceux de Fermetures Ombrelune, l'entreprise fictive du [carnet d'accueil](00_welcome.ipynb).

# %% [markdown] lang="en" tags=["not-in-report", "idea-12"] of="13e63ea8"
# # Record the order: nothing missing, and within the limit
#
# An incomplete order makes an invoice that is paid late: a number is missing, and it comes back three weeks later. An order accepted without a look at exposure is credit granted unawares. This is where saying no, or 'yes, provided that', costs least.
#
# **In fifty-five minutes you will**:
#
# - check the elements of an order, according to the customer who places it;
# - decide whether it is within the limit, overdue invoices and insolvencies included;
# - follow a sale from order to cash, and count the days lost.
#
# The cases are those of Fermetures Ombrelune, the made-up company of the [welcome notebook](00_welcome.ipynb).

# %% tags=["parameters"]
source = "sample"
as_of = None
lang = "fr"
order_amount = 8_000

# %%
import pandas as pd

import cashkit as ck
from cashkit import views
from cashkit.publish import runs
from cashkit.publish.page import Page

ck.set_language(lang)
dossier = runs.dossier(source, lang=lang)
page = Page.of("order", dossier, as_of=as_of)

# %% tags=["not-in-report"]
from cashkit.teaching import terms_met

sample = dossier if source == "sample" else ck.open_dossier("sample", lang=lang)
story = Page.of("order", sample)

# %% [markdown] lang="fr"
# ## Que doit dire une commande ?
#
# Qui achète, qui paie, quoi, à quel prix, à quel délai, livré où. Et, pour certains acheteurs, leur propre numéro de commande, sans lequel ils ne paient pas.

# %% [markdown] lang="en" of="119b7767"
# ## What must an order say?
#
# Who buys, who pays, what, at which price, on which terms, delivered where. And for some buyers their own order number, without which they do not pay.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Une mairie et un poseur commandent le même jour. Aucun des deux n'indique de référence. La facture de la mairie doit porter un numéro d'engagement. Chez Ombrelune, presque aucune commande d'artisan n'en porte. **Votre pronostic** : pour combien de commandes faut-il vraiment rappeler le client ?

# %% [markdown] lang="en" tags=["not-in-report"] of="38a57038"
# A town hall and a fitter order on the same day. Neither gives a reference. The town's invoice must bear a commitment number. At Ombrelune hardly any craftsman's order bears one. **Your guess**: for how many orders do you really have to call the customer back?

# %%
page.findings("order_reference_missing", point="order_references")

# %%
page.figures("orders_count", "orders_amount", "order_reference_share", point="order_references")

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** l'on réclamait une référence à tous ? Voici les commandes sans référence, par segment. Devinez combien d'appels seraient utiles.

# %% [markdown] lang="en" tags=["not-in-report"] of="0a2217d8"
# **What if** you asked everybody for a reference? Here are the orders without one, by segment. Guess how many calls would be of use.

# %% tags=["not-in-report"]
orders = sample.table("orders").merge(sample.table("customers")[["customer_id", "segment"]], on="customer_id")
views.table(orders[orders["customer_reference"].isna()].groupby("segment").size().rename("count").reset_index(), lang)

# %% [markdown] lang="fr"
# La référence ne se demande qu'à ceux qui l'exigent : acheteurs publics, grande distribution, industrie. La réclamer à tous noierait les vraies alertes. Bien des litiges naissent d'une information qui manquait déjà à la commande : la demander maintenant coûte un appel ; plus tard, un mois.

# %% [markdown] lang="en" of="b07dc643"
# Ask for the reference only where the customer insists on it: public buyers, retail chains, industry. Asking everybody would drown the real alerts. Many disputes start with a detail that was already missing from the order: asking for it now costs one call; later, a month.

# %% [markdown] lang="fr"
# ## Les chiffres sont-ils cohérents ?
#
# Un montant TTC qu'aucun taux de TVA n'explique, un délai plus long que celui du compte : autant de litiges à venir.

# %% [markdown] lang="en" of="71cd76dc"
# ## Do the figures add up?
#
# An amount with VAT that no rate explains, terms longer than those of the account: each is a dispute to come.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Trois commandes de 10 000 € HT : la première à 12 000 € TTC, la deuxième à 11 000 €, la troisième à 10 000 €. **Votre pronostic** : laquelle est fausse ? Attention, l'export et la sous-traitance du bâtiment ne portent pas de TVA, et la pose dans un logement de plus de deux ans est à 10 %.

# %% [markdown] lang="en" tags=["not-in-report"] of="7b6701c9"
# Three orders of €10,000 without VAT: the first at €12,000 with VAT, the second at €11,000, the third at €10,000. **Your guess**: which one is wrong? Careful: exports and subcontracting in construction bear no VAT, and fitting in a home more than two years old is at 10%.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Aucune, si le taux correspond au client : 20 % pour un négoce, 10 % pour un syndic qui fait poser, 0 pour un donneur d'ordre du bâtiment ou un client étranger. Une commande à 12 500 € serait fausse : aucun taux, ni aucun mélange de taux, n'y mène.

# %% [markdown] lang="en" tags=["not-in-report"] of="e8d07d17"
# None, if the rate fits the customer: 20% for a merchant, 10% for a property manager who has the work fitted, 0 for a main contractor in construction or a foreign customer. An order at €12,500 would be wrong: no rate, and no mix of rates, leads there.

# %%
page.findings("order_amount_incoherent", "order_terms_longer", point="order_elements")

# %% [markdown] lang="fr"
# Un délai plus long que celui du compte est un prêt que personne n'a signé. Son coût se calcule : le montant, multiplié par les jours en plus et par le taux du découvert, divisé par 365. Il faut le nom de celui qui l'a accordé ; à défaut, le délai du compte s'applique.

# %% [markdown] lang="en" of="b5c66e96"
# Terms longer than those of the account are a loan that nobody signed. The cost can be worked out: the amount, times the extra days, times the overdraft rate, divided by 365. Somebody's name must stand behind them; failing that, the terms of the account apply.

# %% [markdown] lang="fr"
# ## Tient-elle dans la ligne ?
#
# À la date de la commande, additionnez ce que le client doit, ce qui est livré sans être facturé, ce qu'il a déjà commandé, et la nouvelle commande. Puis comparez à la ligne.

# %% [markdown] lang="en" of="7974209a"
# ## Is it within the limit?
#
# On the day of the order, add up what the customer owes, what is delivered but not invoiced, what is already on order, and the new order. Then compare with the limit.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Un négoce a une ligne de 30 000 €. Il doit 19 000 €, on lui a livré 3 000 € non facturés, 4 000 € sont en commande. Il commande 8 000 € (`order_amount`) ; il n'a pas de retard. **Votre pronostic** : acceptez-vous, refusez-vous, ou que demandez-vous ?

# %% [markdown] lang="en" tags=["not-in-report"] of="be0021d6"
# A merchant has a limit of €30,000. It owes €19,000; €3,000 have been delivered but not invoiced, and €4,000 are on order. It now orders €8,000 (`order_amount`); nothing is overdue. **Your guess**: do you accept, refuse, or ask for something?

# %% tags=["not-in-report"]
parts = {"open_invoices": 19_000, "to_be_invoiced": 3_000, "orders": 4_000, "this_order": order_amount}
views.table(pd.DataFrame({"receivable": list(parts), "amount": list(parts.values())}), lang).with_total(
    {"amount": sum(parts.values())}
)

# %% [markdown] lang="fr" tags=["not-in-report"]
# 34 000 € pour 30 000 : 13 % de trop, au-delà de la tolérance de 10 %. Un bon payeur qui achète de plus en plus mérite mieux qu'un refus : une livraison en deux fois, un acompte de 4 000 €, ou une ligne relevée, signature à l'appui. **Et si** la commande n'était que de 6 000 € ? Changez `order_amount`.

# %% [markdown] lang="en" tags=["not-in-report"] of="c8e6e329"
# €34,000 against 30,000: 13% over, more than the tolerance of 10%. A good payer who buys more and more deserves better than a refusal: delivery in two lots, a deposit of €4,000, or a higher limit with a signature behind it. **What if** the order were of €6,000 only? Change `order_amount`.

# %%
page.findings("order_beyond_limit", point="order_within_line")

# %%
page.figures("order_backlog", "orders_at_risk", "orders_at_risk_share", point="order_within_line")

# %% [markdown] lang="fr"
# Une commande ouverte, appelée mois par mois, ne compte que pour ses appels. Un dépassement accepté avec un nom et une date est une décision ; sans nom, c'est un oubli. Les constats ne montrent que les oublis.

# %% [markdown] lang="en" of="fd6b3b5f"
# An open order, called off month by month, counts for its call-offs only. Going over the limit with a name and a date is a decision; without a name it is an oversight. The findings list the oversights only.

# %% [markdown] lang="fr"
# ## Accepter malgré un retard ?
#
# Un client en retard qui commande demande un nouveau crédit. Mais une facture contestée, ou une retenue de garantie, n'est pas un refus de payer.

# %% [markdown] lang="en" of="35062e33"
# ## Accept despite overdue invoices?
#
# A customer with overdue invoices who orders is asking for more credit. But a disputed invoice, or retention money, is no refusal to pay.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Trois commandes arrivent. Résidences Vallorge : 5 % de chaque facture restent ouverts. Constructions Perdriel : 17 900 € échus, « en litige » depuis le lendemain de l'échéance. Bativexin, le 24 novembre : 12 480 €, six semaines après son jugement. **Votre pronostic** : laquelle prenez-vous, à quelle condition ?

# %% [markdown] lang="en" tags=["not-in-report"] of="3267a089"
# Three orders come in. Résidences Vallorge: 5% of each invoice remains open. Constructions Perdriel: €17,900 overdue, 'in dispute' since the day after the due date. Bativexin, on 24 November: €12,480, six weeks after the judgment. **Your guess**: which one do you take, and on what condition?

# %% tags=["not-in-report"]
story.findings(customer="C0024")

# %% [markdown] lang="fr" tags=["not-in-report"]
# Vallorge sans condition : ses 5 % sont la retenue de garantie, pas un retard. Perdriel quand ses litiges sont tranchés : un litige né le lendemain de l'échéance cache souvent un manque d'argent. Bativexin, seulement payée d'avance : après un jugement, on ne fait plus crédit sur parole.

# %% [markdown] lang="en" tags=["not-in-report"] of="e098758d"
# Vallorge unconditionally: its 5% is retention money, not late payment. Perdriel once its disputes are settled: a dispute raised the day after the due date often hides a lack of cash. Bativexin only if paid in advance: after a judgment, no more credit on trust.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** Bativexin payait avant l'expédition ? La commande deviendrait bonne : un jugement n'interdit pas de vendre, il commande de ne plus prêter.

# %% [markdown] lang="en" tags=["not-in-report"] of="4d5481c0"
# **What if** Bativexin paid before shipping? The order would become a good one: a judgment does not forbid selling, it tells you to stop lending.

# %%
page.findings("order_on_overdue_customer", "order_of_insolvent_customer", point="order_within_line")

# %%
page.table("orders_to_unblock", point="order_within_line")

# %% [markdown] lang="fr"
# La règle tient en une phrase : plus de 1 000 € échus depuis plus de 30 jours, sans litige, et la commande attend un accord écrit. Elle protège aussi le commercial : c'est la règle qui dit non, pas lui. Le tableau donne la liste du jour : ce qui reste à livrer, et ce qui devrait le bloquer.

# %% [markdown] lang="en" of="adcd6efa"
# The rule fits in one sentence: more than €1,000 overdue for more than 30 days, without a dispute, and the order waits for a written consent. It protects the sales rep too: the rule says no, not the rep. The table is the list for today: what is still to be delivered, and what should hold it back.

# %% [markdown] lang="fr"
# ## L'acompte promis
#
# Un acompte convenu et jamais reçu est un crédit de plus, et souvent sur ce qui se revend le plus mal : le sur-mesure.

# %% [markdown] lang="en" of="6dbdc488"
# ## The deposit promised
#
# A deposit agreed and never received is more credit given, often on what is hardest to resell: made-to-measure goods.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Un portail sur mesure est commandé, 30 % d'acompte convenus, rien n'est versé. L'atelier a fini, le camion est prêt. **Votre pronostic** : qui devait arrêter la fabrication, et sur quel signal ?

# %% [markdown] lang="en" tags=["not-in-report"] of="2049a757"
# A made-to-measure gate is ordered, a deposit of 30% agreed, nothing paid. The workshop has finished, the lorry is ready. **Your guess**: who should have stopped production, and on which signal?

# %%
page.figures("deposit_share", "deposits_missing", point="order_deposits")

# %%
page.table(
    "deposits_not_received",
    "name",
    "ordered_on",
    "deposit_agreed",
    "deposit_missing",
    "deposit_state",
    point="order_deposits",
)

# %%
page.findings("deposit_not_received", "order_entered_twice", point="order_deposits")

# %% [markdown] lang="fr"
# L'acompte déclenche la fabrication, pas l'inverse. Une commande saisie deux fois se fabrique deux fois : même client, même référence, même montant à trois jours d'intervalle, c'est une erreur ; douze jours après, avec une autre référence, c'est un réassort.

# %% [markdown] lang="en" of="0967b2cd"
# The deposit starts production, not the other way round. An order entered twice is made twice: the same customer, reference and amount within three days are a mistake; twelve days later, with another reference, they are a repeat purchase.

# %% [markdown] lang="fr" tags=["idea-1"]
# ## Où passent les jours ?
#
# De la commande à l'encaissement, il y a trois maillons : livrer, facturer, être payé. Le dernier tient au délai que vous accordez et au retard que prend le client ; les deux premiers ne tiennent qu'à vous.

# %% [markdown] lang="en" tags=["idea-1"] of="a9cfe891"
# ## Where do the days go?
#
# From order to cash there are three links: deliver, invoice, be paid. The last depends on the terms that you grant and on how late the customer pays; the first two depend on you alone.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Un client paie 75 jours après sa commande. Le commercial dit : « Il paie mal. » **Votre pronostic** : sur ces 75 jours, combien dépendent de lui ?

# %% [markdown] lang="en" tags=["not-in-report"] of="1a13f289"
# A customer pays 75 days after ordering. The sales rep says: 'They are bad payers.' **Your guess**: of these 75 days, how many depend on the customer?

# %%
page.chart(views.order_to_cash_chart, "order_to_cash_by_month", point="order_elements")

# %%
page.figures("days_to_deliver", "days_to_invoice", "days_to_pay", point="order_elements")

# %%
page.table("order_to_cash_by_customer", point="order_elements")

# %% [markdown] lang="fr"
# Lisez d'abord ce qui dépend de vous : les jours entre commande et livraison, puis entre livraison et facture. Un jour gagné là vaut autant qu'un jour gagné sur le client, et ne demande l'accord de personne. Les derniers mois sont flatteurs : ils ne comptent que ce qui est déjà payé.

# %% [markdown] lang="en" of="ab5395b2"
# Read first what depends on you: the days from order to delivery, then from delivery to invoice. A day saved there is worth as much as a day saved on the customer, and needs nobody's consent. The latest months are flattering: they count only what has already been paid.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Parmi ces jours, lesquels n'ont été convenus avec personne ? Ceux qui dépassent la date promise, ceux qui précèdent la facture, ceux qui suivent l'échéance. **Votre pronostic** : chez Ombrelune, combien en moyenne par livraison, et combien d'argent dort ainsi toute l'année ?

# %% [markdown] lang="en" tags=["not-in-report"] of="aaf47b55"
# Which of these days did nobody agree to? Those after the promised date, those before the invoice, those after the due date. **Your guess**: at Ombrelune, how many on average per delivery, and how much cash lies idle like this all year round?

# %%
page.chart(views.days_lost_chart, "days_lost_by_customer", point="order_elements")

# %%
page.figures("days_lost", "days_lost_carried", point="order_elements")

# %%
page.table("days_lost_by_customer", point="order_elements")

# %%
page.table("days_lost_by_month", point="order_elements")

# %% [markdown] lang="fr"
# Deux colonnes dépendent de vous, la troisième du client : à total égal, deux clients n'appellent pas la même action. Facturer le jour de la livraison ne demande qu'une consigne ; être payé à l'échéance demande une relance. Commencez par les barres dont la partie foncée, celle d'avant la facture, est longue.

# %% [markdown] lang="en" of="00479077"
# Two columns depend on you, the third on the customer: two customers with the same total do not call for the same action. Invoicing on the day of delivery takes one instruction; being paid on the due date takes a reminder. Begin with the bars whose dark part, before the invoice, is long.

# %% tags=["not-in-report"]
page.missing()

# %% [markdown] lang="fr" tags=["not-in-report"]
# **À vous**, dans [le carnet d'exercices](../../exercises/fr/04_order.ipynb) : une commande face à la ligne, une TVA à plusieurs taux, une commande ouverte.
#
# ## À retenir
#
# - La référence se demande à ceux qui l'exigent, avant de fabriquer.
# - On compare à la ligne l'encours, le livré, le commandé et la nouvelle commande.
# - Entre la commande et l'encaissement, une partie des jours ne dépend que de vous.
#
# ## Sur votre dossier
#
# Remplacez `source` par le chemin d'un dossier de tables. Combien de commandes ont été acceptées au-delà de la ligne, et par qui ? Quels acomptes convenus ne sont jamais arrivés ? Quel maillon vous coûte le plus de jours ?
#
# ## Trois questions
#
# 1. Ligne de 20 000 €, encours de 15 000 €, livré non facturé 2 000 €, commande de 4 000 €. La prenez-vous ?
# 2. Un client a 9 000 € échus, tous contestés, et commande 3 000 €. Que faites-vous ?
# 3. Commande ouverte de 120 000 €, appels de 10 000 € par mois. Que compte-t-on dans l'encours ?
#
# <details><summary>Réponses</summary>
#
# 1. Oui, dans la tolérance : 21 000 € pour 20 000, soit 5 % de plus. À surveiller.
# 2. Vous traitez d'abord le litige, et vous livrez si la contestation est fondée : ce n'est pas un refus de payer.
# 3. Les seuls appels passés et non payés.
#
# </details>
#
# **Termes rencontrés** : bon de commande, numéro d'engagement, commande ouverte, appel de livraison, encours à la commande, acompte, réassort, cycle de la commande à l'encaissement, jours perdus.

# %% [markdown] lang="en" tags=["not-in-report"] of="a815b134"
# **Your turn**, in [the exercise notebook](../../exercises/en/04_order.ipynb): an order against the limit, VAT at several rates, an open order.
#
# ## To remember
#
# - Ask for the reference where the customer insists on it, before production.
# - Compare exposure, deliveries, orders and the new order with the limit.
# - Between order and cash, some of the days depend on you alone.
#
# ## On your own dossier
#
# Put the path of a folder of tables in place of `source`. How many orders were accepted beyond the limit, and by whom? Which agreed deposits never arrived? Which link costs you the most days?
#
# ## Three questions
#
# 1. A limit of €20,000, exposure of €15,000, €2,000 delivered but not invoiced, an order of €4,000. Do you take it?
# 2. A customer has €9,000 overdue, all of it disputed, and orders €3,000. What do you do?
# 3. An open order of €120,000, call-offs of €10,000 a month. What counts in exposure?
#
# <details><summary>Answers</summary>
#
# 1. Yes, within the tolerance: €21,000 against 20,000, that is 5% over. Keep an eye on it.
# 2. You deal with the dispute first, and deliver if it is justified: it is no refusal to pay.
# 3. Only the call-offs placed and not paid.
#
# </details>
#
# **Terms met**: purchase order, commitment number, open order, call-off, exposure at the order, deposit, repeat purchase, order-to-cash cycle, days lost.

# %% tags=["not-in-report"]
terms_met("order")
