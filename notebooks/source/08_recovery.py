# %% [markdown] lang="fr" tags=["not-in-report"]
# # Recouvrer : qui relancer, et comment ?
#
# Certains clients ne paient que relancés, et plus on attend, moins cela marche. Mais relancer un client qui a payé, ou qui attend une réponse, coûte plus cher que de se taire.
#
# **En soixante minutes, vous allez** :
#
# - rapprocher avant de relancer, et lire une balance âgée ;
# - choisir la prochaine étape pour chaque client, avant comme après l'échéance ;
# - chiffrer pénalités et indemnités, et surveiller la prescription.

# %% [markdown] lang="en" tags=["not-in-report"] of="c1b1382e"
# # Recover: whom to chase, and how?
#
# Some customers pay only when chased, and the longer one waits, the less it works. But chasing a customer who has paid, or who waits for an answer, costs more than silence.
#
# **In sixty minutes you will**:
#
# - match before you chase, and read an aged balance;
# - choose the next step for each customer, before the due date as well as after it;
# - work out interest and indemnities, and watch the limitation.

# %% tags=["parameters"]
source = "sample"
as_of = None
lang = "fr"

# %%
import pandas as pd

import cashkit as ck
from cashkit import views
from cashkit.law.limitation import last_day
from cashkit.measures.claims import claims
from cashkit.publish import runs
from cashkit.stages.dunning import DunningPlan
from cashkit.stages.work_list import work_list

ck.set_language(lang)
dossier = runs.dossier(source, lang=lang)
day = as_of or dossier.closing_date
review = runs.review("recovery", dossier, as_of=day)


def figures(*keys: str) -> views.tables.Table:
    """Show some figures of the review."""
    return views.figures_table([figure for figure in review.figure_records if figure.key in keys], lang)


def shown(key: str, limit: int = 15) -> views.tables.Table:
    """Show a table of the review, empty where this dossier has none."""
    return views.table(review.tables.get(key, pd.DataFrame()), lang, caption=key, limit=limit)


# %% [markdown] lang="fr"
# ## Rapprocher avant de relancer
#
# Une facture payée mais non lettrée passe pour échue. Dans bien des entreprises, une bonne part de l'échu disparaît ici, sans un seul appel.

# %% [markdown] lang="en" of="bbbd5322"
# ## Match before you chase
#
# An invoice that is paid but not matched looks overdue. In many companies a good part of the overdue disappears here, without a single call.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Un client doit 500 € échus depuis 45 jours et 800 € non échus. Il a un avoir de 200 € et un règlement de 300 €, tous deux non rapprochés. **Votre pronostic** : de combien est l'échu : 0, 300, 500 ou 800 € ?

# %% [markdown] lang="en" tags=["not-in-report"] of="44ce3f51"
# A customer owes €500, 45 days late, and €800 not yet due. There are a credit note of €200 and a payment of €300, neither matched. **Your guess**: how much is overdue, €0, €300, €500 or €800?

# %% tags=["not-in-report"]
rows = [
    ("F1", "invoice", "2025-11-16", 500.0),
    ("F2", "invoice", "2026-01-31", 800.0),
    ("A1", "credit_note", "2025-12-31", -200.0),
]
invoices = pd.DataFrame(rows, columns=["invoice_id", "kind", "due_date", "amount"]).assign(
    customer_id="C1", issue_date="2025-10-17"
)
payment = pd.DataFrame({"payment_id": ["P1"], "customer_id": "C1", "payment_date": "2025-12-31", "amount": [300.0]})
toy = ck.Dossier.of(name="toy", invoices=invoices, payments=payment)
views.table(ck.aged_balance(toy, as_of="2025-12-31", view="strict"), lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# 500 € : tant qu'il n'est pas lettré, un avoir ou un règlement ne solde aucune facture. Il reste à part, en négatif. Première chose à faire : rapprocher, puis relancer ce qui reste.

# %% [markdown] lang="en" tags=["not-in-report"] of="535acd32"
# €500: until it is matched, a credit pays no invoice. It stands apart, below zero. First thing to do: match, then chase what is left.

# %%
figures("overdue_as_lettered", "matched_away", "overdue", "overdue_rate", "default_due_share")

# %% [markdown] lang="fr"
# Ce qui disparaît au rapprochement est du travail de lettrage, pas de relance. Si la part à échéance supposée est forte, l'échu repose sur un délai par défaut : demandez les conditions de règlement des clients avant de conclure.

# %% [markdown] lang="en" of="6f6440ff"
# What matching takes away is work for whoever matches, not for whoever chases. Where the share with an assumed due date is high, the overdue rests on default terms: ask for the customers' terms before you conclude.

# %% [markdown] lang="fr"
# ## Lire la balance âgée
#
# Une facture n'est en retard qu'après son échéance. Les douteux et les retenues de garantie se lisent à part : ils suivent leur propre circuit.

# %% [markdown] lang="en" of="988c56be"
# ## Read the aged balance
#
# An invoice is late only once its due date has passed. Doubtful customers and retention are read apart: they have a way of their own.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Une facture du 13 octobre, à « 45 jours fin de mois ». Nous sommes le 31 décembre. **Votre pronostic** : combien de jours de retard ? Attention, la loi admet deux lectures.

# %% [markdown] lang="en" tags=["not-in-report"] of="4b2620b4"
# An invoice of 13 October, terms of '45 days end of month'. Today is 31 December. **Your guess**: how many days late? Careful, the law allows two readings.

# %% tags=["not-in-report"]
due = [ck.due_date(issue_date="2025-10-13", terms=terms) for terms in ("EOM 45", "45 EOM")]
late = [(pd.Timestamp("2025-12-31") - pd.Timestamp(one)).days for one in due]
views.table(
    pd.DataFrame({"payment_terms": ["EOM 45", "45 EOM"], "due_date": pd.to_datetime(due), "days_late": late}), lang
)

# %% [markdown] lang="fr" tags=["not-in-report"]
# 16 jours ou 31 jours : deux tranches différentes pour la même facture. Compter depuis la date de facture donnerait 79. Écrivez la lecture retenue dans vos conditions générales.

# %% [markdown] lang="en" tags=["not-in-report"] of="fd4fedba"
# 16 days or 31: two different buckets for one invoice. Counting from the invoice would say 79. Write the reading that you mean into your terms of sale.

# %%
aged = review.tables["aged_balance_by_customer"].set_index("name")
views.show(views.aged_balance_chart(aged, lang))

# %%
shown("aged_balance_by_customer")

# %%
views.show(views.largest_customers_chart(aged, lang))

# %%
figures("customers_overdue", "overdue_over_90", "doubtful_open", "retention_open")

# %% [markdown] lang="fr"
# Lisez de droite à gauche : la colonne des plus de 90 jours dit ce qui risque d'être perdu, celle de 1 à 30 jours ce qu'un appel suffit à encaisser. Le non affecté est à rapprocher avant tout. Une retenue sans date de libération n'est ni en retard ni à relancer : demandez la date.

# %% [markdown] lang="en" of="48a8972f"
# Read from right to left: the column over 90 days tells what may be lost, that of 1 to 30 days what a call is enough to cash. What is unapplied is to be matched before all else. Retention without a release date is neither late nor to be chased: ask for the date.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** l'on s'en tenait au seul lettrage ? Devinez quelles colonnes grossissent.

# %% [markdown] lang="en" tags=["not-in-report"] of="37dc0153"
# **What if** one kept to what is matched by hand? Guess which columns grow.

# %% tags=["not-in-report"]
shown("aged_balance_as_lettered")

# %% [markdown] lang="fr"
# ## Qui appeler ce matin ?
#
# Un relevé par client, jamais une lettre par facture. Avant l'échéance, on s'assure que rien ne s'oppose au paiement. Après, on monte d'une marche à la fois.

# %% [markdown] lang="en" of="8c2bb8d1"
# ## Whom to call this morning?
#
# One statement per customer, never one letter per invoice. Before the due date, one makes sure that nothing stands against payment. After it, one goes up one step at a time.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Il est neuf heures, vous avez deux heures devant vous. **Votre pronostic** : quel client de la liste appelez-vous en premier, et pourquoi lui ? Le plus gros, le plus ancien, ou celui qui a un crédit non rapproché ?

# %% [markdown] lang="en" tags=["not-in-report"] of="196630b3"
# It is nine o'clock, you have two hours. **Your guess**: which customer of the list do you call first, and why? The largest, the oldest, or the one with an unmatched credit?

# %%
shown("work_list")

# %% [markdown] lang="fr"
# Le rapprochement vient en tête : il évite des appels injustifiés. Puis les montants, du plus gros au plus petit. Sans historique des relances, l'étape proposée ne tient qu'à l'ancienneté : vérifiez les relances déjà faites. À J-10, l'appel lève les excuses et fait sortir les litiges pendant qu'il est encore temps.

# %% [markdown] lang="en" of="67a5916a"
# Matching comes first: it spares unfair calls. Then the amounts, from the largest to the smallest. Without a history of reminders the step comes from age alone: check those already taken. Ten days before the due date, the call takes every excuse away and brings disputes out while there is time.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** vous relanciez dès le premier jour de retard, même pour cinq euros ? Devinez combien de lignes la liste gagnerait, et ce qu'en penserait un client qui paie à deux jours près.

# %% [markdown] lang="en" tags=["not-in-report"] of="8a9b2924"
# **What if** you chased from the first day of lateness, even for five euros? Guess how many lines the list would gain, and what a customer who pays within two days would think of it.

# %% tags=["not-in-report"]
eager = DunningPlan(level_1=1, floor=500)
views.table(
    work_list(dossier, claims(dossier, as_of=day), pd.Timestamp(day).date(), eager), lang, caption="work_list", limit=15
)

# %% [markdown] lang="fr"
# ## Un litige n'est pas un mauvais payeur
#
# La plupart des litiges ont une vraie cause : un prix, une quantité, un document. On relance le client, et ses propres services aussi.

# %% [markdown] lang="en" of="b3ab697b"
# ## A dispute is not a bad payer
#
# Most disputes have a real cause: a price, a quantity, a document. One chases the customer, and one's own departments too.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Un client bloque 8 000 € parce qu'il manque une palette à 400 €. **Votre pronostic** : à qui écrivez-vous d'abord, et que demandez-vous au client pour le reste ?

# %% [markdown] lang="en" tags=["not-in-report"] of="ff27c588"
# A customer holds back €8,000 because a pallet worth €400 is missing. **Your guess**: to whom do you write first, and what do you ask the customer about the rest?

# %%
missing = [one for one in review.missing if one.point == "disputes"]
views.not_assessed_table(missing, lang) if missing else shown("disputes_by_reason")

# %% [markdown] lang="fr"
# Un litige sans responsable dort. Nommez quelqu'un le jour même, répondez sous dix jours, et faites payer la part qui n'est pas contestée. Le tableau des motifs est aussi votre carte des défauts de qualité : la première ligne dit où corriger, puis prévenir.

# %% [markdown] lang="en" of="2eb5cf38"
# A dispute without an owner sleeps. Name somebody the same day, answer within ten days, and have the undisputed part paid. The table of reasons is also your map of quality faults: its first line tells where to put things right, then to prevent.

# %% [markdown] lang="fr"
# ## Ce que le retard ajoute à la dette
#
# Les pénalités courent sans relance, dès le lendemain de l'échéance, sur le montant TTC ; 40 € s'y ajoutent une fois par facture. Entre professionnels seulement.

# %% [markdown] lang="en" of="20df9f4d"
# ## What lateness adds to the debt
#
# Interest runs without a reminder, from the day after the due date, on the amount with VAT; €40 are added once per invoice. Between professionals only.

# %% [markdown] lang="fr" tags=["not-in-report"]
# 18 000 € TTC (15 000 € HT) échus le 1er octobre 2025, payés le 15 novembre, trois relances entre-temps. **Votre pronostic** : combien de pénalités, et combien de fois 40 € ?

# %% [markdown] lang="en" tags=["not-in-report"] of="4f607cc2"
# €18,000 with VAT (€15,000 without), due on 1 October 2025, paid on 15 November, three reminders in between. **Your guess**: how much interest, and how many times €40?

# %% tags=["not-in-report"]
owed = ck.late_payment(amount=18_000, due_date="2025-10-01", paid_on="2025-11-15")
views.table(pd.DataFrame({"days": [owed.days], "interest": [owed.interest], "indemnity": [owed.indemnity]}), lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# 45 jours à 12,15 % sur le TTC, divisés par 365, et une seule fois 40 €. Sur le hors taxe, vous perdriez un sixième ; avec une année de 360 jours, vous demanderiez trop ; le nombre de relances ne compte pas.

# %% [markdown] lang="en" tags=["not-in-report"] of="175fcf40"
# 45 days at 12.15% on the amount with VAT, divided by 365, and €40 once only. On the amount without VAT you would lose a sixth; with a year of 360 days you would ask too much; the number of reminders does not count.

# %%
figures("interest_due", "indemnities_due")

# %%
shown("interest_by_half_year")

# %%
shown("interest_by_customer")

# %% [markdown] lang="fr"
# C'est un levier, pas une recette : on l'annonce à la deuxième relance, on y renonce contre un paiement immédiat. Ces montants ne s'ajoutent jamais à l'enjeu des constats. Le taux change chaque semestre ; quand un semestre manque, le calcul s'arrête et le dit.

# %% [markdown] lang="en" of="8771ecbf"
# It is a lever, not an income: one announces it with the second reminder and waives it against payment at once. These amounts are never added to what is at stake in the findings. The rate changes every half-year; where one is missing, the computation stops and says so.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** le contrat prévoyait 6 % ? Devinez de combien le levier diminue, puis demandez-vous si ce taux est permis : le plancher est de trois fois le taux de l'intérêt légal.

# %% [markdown] lang="en" tags=["not-in-report"] of="f527e5c2"
# **What if** the contract said 6%? Guess how much smaller the lever gets, then ask yourself whether that rate is allowed: the floor is three times the legal interest rate.

# %% tags=["not-in-report"]
owed = ck.late_payment(amount=18_000, due_date="2025-10-01", paid_on="2025-11-15", annual_rate=0.06)
views.table(pd.DataFrame({"days": [owed.days], "interest": [owed.interest], "indemnity": [owed.indemnity]}), lang)

# %% [markdown] lang="fr"
# ## Le temps qui efface la dette
#
# Entre commerçants, une créance se prescrit par cinq ans. Une lettre recommandée n'interrompt pas ce délai ; une reconnaissance de dette écrite ou une action en justice, si.

# %% [markdown] lang="en" of="73b88c49"
# ## The time that wipes a debt out
#
# Between merchants a debt is time-barred after five years. A registered letter does not stop that clock; a written acknowledgment or a claim in court does.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Une facture à un négoce échue le 26 mars 2021 ; une autre à une mairie, de novembre 2021. **Votre pronostic** : laquelle se prescrit la première ?

# %% [markdown] lang="en" tags=["not-in-report"] of="d2710260"
# An invoice to a merchant due on 26 March 2021; another to a town hall, of November 2021. **Your guess**: which one is time-barred first?

# %% tags=["not-in-report"]
last = [last_day("2021-03-26"), last_day("2021-11-15", debtor="public")]
views.table(
    pd.DataFrame({"due_date": pd.to_datetime(["2021-03-26", "2021-11-15"]), "last_day": pd.to_datetime(last)}), lang
)

# %% [markdown] lang="fr" tags=["not-in-report"]
# La mairie : quatre ans, comptés du 1er janvier qui suit l'année de la dette. La plus récente des deux factures est la plus urgente.

# %% [markdown] lang="en" tags=["not-in-report"] of="06337e5e"
# The town hall: four years, counted from the 1 January after the year of the debt. The younger of the two invoices is the more urgent one.

# %%
views.findings_table(review.finding_records, lang, limit=15)

# %%
shown("retention_to_confirm")

# %% [markdown] lang="fr"
# Les comptes ne disent pas si un acte a interrompu la prescription : la date affichée est la plus proche possible, à faire confirmer par un avocat. Les retenues de garantie sans date de libération attendent la vôtre : procès-verbal de réception plus un an.

# %% [markdown] lang="en" of="38005a2c"
# The books do not tell whether an act has interrupted the limitation: the day shown is the earliest possible, to be confirmed by a lawyer. Retention without a release date waits for yours: acceptance report plus one year.

# %% tags=["not-in-report"]
views.not_assessed_table(review.missing, lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# ## À retenir
#
# - Rapprocher, trier les litiges, puis relancer : dans cet ordre.
# - Avant l'échéance on écarte les excuses, après on monte d'une marche à la fois.
# - Pénalités et 40 € sont un levier ; la prescription est une date, pas une lettre.
#
# ## Sur votre dossier
#
# Remplacez `source` par le chemin d'un FEC. Quelle part de l'échu disparaît au rapprochement ? Qui appelez-vous en premier ? Combien de litiges n'ont pas de responsable ? Quelle est votre plus vieille facture encore réclamable ?
#
# ## Trois questions
#
# 1. Échu de 1 000 €, crédit non rapproché de 900 €. Que faites-vous ?
# 2. Une facture de 48 000 € est payée sauf 2 400 €. Est-ce un retard ?
# 3. Trois relances sur une facture. Combien d'indemnités de 40 € ?
#
# <details><summary>Réponses</summary>
#
# 1. Vous rapprochez ; vous ne relancerez que 100 €, dans un relevé groupé.
# 2. Peut-être pas : 2 400 € font exactement 5 %, la retenue de garantie. Demandez la date de libération.
# 3. Une seule : 40 € par facture payée en retard.
#
# </details>
#
# **Termes rencontrés** : rapprochement, balance âgée, échu, plan de relance, mise en demeure, litige, pénalités de retard, indemnité forfaitaire, retenue de garantie, prescription.

# %% [markdown] lang="en" tags=["not-in-report"] of="6f9c0475"
# ## To remember
#
# - Match, sort disputes out, then chase: in this order.
# - Before the due date one removes excuses, after it one goes up one step at a time.
# - Interest and the €40 are a lever; the limitation is a date, not a letter.
#
# ## On your own dossier
#
# Put the path of a FEC in place of `source`. Which part of the overdue does matching take away? Whom do you call first? How many disputes have no owner? Which is your oldest invoice that can still be claimed?
#
# ## Three questions
#
# 1. €1,000 overdue, an unmatched credit of €900. What do you do?
# 2. An invoice of €48,000 is paid but for €2,400. Is it late?
# 3. Three reminders for one invoice. How many indemnities of €40?
#
# <details><summary>Answers</summary>
#
# 1. You match; you will chase only €100, in a grouped statement.
# 2. Perhaps not: €2,400 are exactly 5%, the retention. Ask for the release date.
# 3. One only: €40 per invoice paid late.
#
# </details>
#
# **Terms met**: matching, aged balance, overdue, dunning plan, formal notice, dispute, late-payment interest, fixed indemnity, retention, limitation.
