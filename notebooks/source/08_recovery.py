# %% [markdown] lang="fr" tags=["not-in-report", "idea-12", "idea-7"]
# # Recouvrer : qui relancer, et comment ?
#
# Certains clients ne paient que relancés, et plus on attend, moins cela marche. Mais relancer un client qui a payé, ou qui attend une réponse, coûte plus cher que de se taire. Bien menée, la relance renforce la relation : elle fait rentrer l'argent, et dit avec qui l'on veut travailler, et comment.
#
# **En soixante minutes, vous allez** :
#
# - rapprocher avant de relancer, et lire une balance âgée ;
# - choisir la prochaine étape pour chaque client, avant comme après l'échéance ;
# - traiter un litige, chiffrer un retard, et tenir les dates qui ne pardonnent pas.
#
# Les cas sont ceux de Fermetures Ombrelune, l'entreprise fictive du [carnet d'accueil](00_welcome.ipynb).

# %% [markdown] lang="en" tags=["not-in-report", "idea-12", "idea-7"] of="dccf3848"
# # Recover: whom to chase, and how?
#
# Some customers pay only when chased, and the longer you wait, the less it works. But chasing a customer who has paid, or who is waiting for an answer, costs more than keeping quiet. Done well, chasing strengthens the relationship: it brings cash in, and tells you with whom you want to work, and how.
#
# **In sixty minutes you will**:
#
# - match before you chase, and read an aged trial balance;
# - choose the next step for each customer, before the due date as well as after it;
# - handle a dispute, put a price on late payment, and meet the deadlines that do not forgive.
#
# The cases are those of Fermetures Ombrelune, the made-up company of the [welcome notebook](00_welcome.ipynb).

# %% tags=["parameters"]
source = "sample"
as_of = None
lang = "fr"

# %%
import pandas as pd

import cashkit as ck
from cashkit import views
from cashkit.publish import runs
from cashkit.publish.page import Page

ck.set_language(lang)
dossier = runs.dossier(source, lang=lang)
page = Page.of("recovery", dossier, as_of=as_of)

# %% tags=["not-in-report"]
from cashkit.law.limitation import last_day
from cashkit.measures.aged_claims import aged_claims_at
from cashkit.measures.claims import claims
from cashkit.stages.dunning import DunningPlan
from cashkit.stages.statements_due import statements_due
from cashkit.stages.work_list import work_list
from cashkit.teaching import terms_met

sample = dossier if source == "sample" else ck.open_dossier("sample", lang=lang)
story = Page.of("recovery", sample)

# %% [markdown] lang="fr"
# ## Rapprocher avant de relancer
#
# Une facture payée mais non lettrée passe pour échue. Dans bien des entreprises, une bonne part de l'échu disparaît ici, sans un seul appel.

# %% [markdown] lang="en" of="bbbd5322"
# ## Match before you chase
#
# An invoice that is paid but not matched looks overdue. In many companies a good part of the overdue disappears here, without a single call.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Lundi, neuf heures. Chez Ombrelune, sept clients ont fait un virement qui n'est affecté à aucune facture, pour près de 20 000 €. Ils ont aussi des factures ouvertes. **Votre pronostic** : quelle part de l'échu disparaît au rapprochement ? Et que dites-vous à ces sept clients ?

# %% [markdown] lang="en" tags=["not-in-report"] of="6ab35c9d"
# Monday, nine o'clock. At Ombrelune seven customers have made a transfer that is applied to no invoice, for nearly €20,000. They have open invoices too. **Your guess**: how much of the overdue disappears with matching? And what do you tell these seven customers?

# %%
page.figures("overdue_as_lettered", "matched_away", "overdue", "overdue_rate", "default_due_share")

# %% [markdown] lang="fr" tags=["not-in-report"]
# Rien ne disparaît ici : ces sept clients ont versé bien plus qu'ils ne doivent, et le reste est lettré. Appelez-les pour demander ce qu'ils ont voulu payer, pas pour les relancer. Dans un FEC mal lettré, une bonne part de l'échu peut s'en aller.

# %% [markdown] lang="en" tags=["not-in-report"] of="6d896883"
# Nothing disappears here: these seven have paid far more than they owe, and the rest is matched. Call to ask what they meant to pay, not to chase. In a badly matched FEC, a good part of the overdue may go.

# %% [markdown] lang="fr"
# Ce qui disparaît au rapprochement est du travail de lettrage, pas de relance. Si la part à échéance supposée est forte, l'échu repose sur un délai par défaut : demandez les conditions de règlement des clients avant de conclure.

# %% [markdown] lang="en" of="6f6440ff"
# What matching takes away is cash application work, not collection work. Where the share with an assumed due date is high, the overdue rests on default terms: ask for the customers' payment terms before you conclude.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** l'on s'en tenait au seul lettrage ? Devinez ce qui peut changer : le total, ou seulement les colonnes ?

# %% [markdown] lang="en" tags=["not-in-report"] of="4375ba93"
# **What if** you kept only what is already matched in the books? Guess what may change: the total, or only the columns?

# %% tags=["not-in-report"]
page.table("aged_balance_as_lettered")

# %% [markdown] lang="fr"
# ## Lire la balance âgée
#
# Une facture n'est en retard qu'après son échéance. Les douteux et les retenues de garantie se lisent à part : ils suivent leur propre circuit.

# %% [markdown] lang="en" of="988c56be"
# ## Read the aged balance
#
# An invoice is late only once its due date has passed. Doubtful receivables and retention money are read apart: they follow a path of their own.

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
# 16 days or 31: two different buckets for the same invoice. Counting from the invoice date would give 79. Write the reading that you mean into your terms of sale.

# %%
page.chart(views.aged_balance_chart, "aged_balance_by_customer")

# %% tags=["not-in-report"]
views.aged_balance_slider(dossier, lang, aged=aged_claims_at)

# %%
aged = page.frame("aged_balance_by_customer").set_index("name")
views.show(views.largest_customers_chart(aged, lang))

# %%
page.table("aged_balance_by_customer")

# %%
page.figures("customers_overdue", "overdue_over_90", "doubtful_open", "retention_open", "small_residues")

# %%
page.table("overdue_by_segment")

# %%
page.table("small_residues")

# %% [markdown] lang="fr"
# Lisez de droite à gauche : la colonne des plus de 90 jours dit ce qui risque d'être perdu, celle de 1 à 30 jours ce qu'un simple appel fait souvent rentrer. Le non affecté est à rapprocher avant tout. Une retenue sans date de libération n'est ni en retard ni à relancer : demandez la date.

# %% [markdown] lang="en" of="d5d43c41"
# Read from right to left: the column over 90 days tells what may be lost, that of 1 to 30 days what a simple call often brings in. Match unapplied cash before all else. Retention money without a release date is neither late nor to be chased: ask for the date.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** vous relanciez Résidences Vallorge ? Sur chacune de ses factures réglées, il reste exactement 5 %. C'est la retenue de garantie, due un an après la réception. Devinez où la balance la range.

# %% [markdown] lang="en" tags=["not-in-report"] of="20959fd5"
# **What if** you chased Résidences Vallorge? On every invoice that it has paid, exactly 5% remains open. This is retention money, due one year after acceptance. Guess where the balance puts it.

# %% tags=["not-in-report"]
story.table("aged_balance_by_customer", only={"customer_id": "C0044"})

# %% [markdown] lang="fr" tags=["idea-5", "idea-6"]
# ## Qui appeler ce matin ?
#
# Un relevé par client, jamais une lettre par facture. Avant l'échéance, on s'assure que rien ne s'oppose au paiement. Après, on durcit le ton étape par étape.

# %% [markdown] lang="en" tags=["idea-5", "idea-6"] of="3bf52b54"
# ## Whom to call this morning?
#
# One statement per customer, never one letter per invoice. Before the due date, make sure that nothing stands in the way of payment. After it, escalate one step at a time.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Il est neuf heures, vous avez deux heures devant vous. **Votre pronostic** : quel client de la liste appelez-vous en premier, et pourquoi lui ? Le plus gros, le plus ancien, ou celui qui a un crédit non rapproché ?

# %% [markdown] lang="en" tags=["not-in-report"] of="196630b3"
# It is nine o'clock, you have two hours. **Your guess**: which customer of the list do you call first, and why? The largest, the oldest, or the one with an unapplied credit?

# %%
page.table("work_list", "priority", "name", "next_step", "channel", "reason", "to_chase", "oldest_days_late")

# %% [markdown] lang="fr"
# Le rapprochement vient en tête : il évite des appels injustifiés. Puis les montants, du plus gros au plus petit. À J-10, l'appel ôte les excuses et fait sortir les litiges pendant qu'il est encore temps. Après l'échéance, chaque semaine de silence dit au client que rien ne presse. Sans historique des relances, l'étape proposée ne tient qu'à l'ancienneté : vérifiez les relances déjà faites.

# %% [markdown] lang="en" of="8af2e806"
# Matching comes first: it avoids unjustified calls. Then the amounts, from the largest to the smallest. Ten days before the due date, the call takes every excuse away and brings disputes out while there is time. After the due date, each week of silence tells the customer that there is no hurry. Without a history of reminders, the step proposed rests on age alone: check which reminders have already been sent.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** vous relanciez dès le premier jour de retard, même pour cinq euros ? Devinez combien de clients changeraient d'étape, et ce qu'en penserait un client qui paie à deux jours près. Relancé au bon moment, un client répond : sa réponse, ou son silence, distingue la mauvaise foi de la difficulté.

# %% [markdown] lang="en" tags=["not-in-report"] of="d90acc1f"
# **What if** you chased from the first day of lateness, even for five euros? Guess how many customers would move to another step, and what a customer who pays within two days would think of it. Chased at the right moment, a customer answers: the answer, or the silence, tells bad faith from distress.

# %% tags=["not-in-report"]
eager = DunningPlan(level_1=1, floor=500)
day = page.review.as_of
now = page.frame("work_list")["next_step"].value_counts()
then = work_list(dossier, claims(dossier, as_of=day), day, eager)["next_step"].value_counts()
counts = pd.DataFrame({"customers_now": now, "customers_then": then}).fillna(0).astype(int)
views.table(counts.sort_values("customers_then", ascending=False), lang)

# %%
page.findings("overdue_never_reminded", "formal_notice_due", point="reminders")

# %% [markdown] lang="fr" tags=["not-in-report"]
# Le plan de relance est un fichier : jours, canal, montants minimums. Les courriers en sortent tout prêts, un relevé par client. **Votre pronostic** : quelle est la première phrase d'une mise en demeure, et combien de jours laisse-t-elle ?

# %% [markdown] lang="en" tags=["not-in-report"] of="2af67c4f"
# The dunning plan is a file: days, channel, minimum amounts. The letters come out of it ready to send, one statement per customer. **Your guess**: what is the first sentence of a formal notice, and how many days does it give?

# %% tags=["not-in-report"]
due_letters = statements_due(sample, story.review.as_of)
notice = next(one for one in due_letters if one.step == "formal_notice")
sender = views.Sender(sample.name, sample.siren, sample.currency)
views.letter(notice, sender, views.Dates(story.review.as_of, story.review.as_of), lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# Le compte est juste au centime : facture, pénalités par semestre, 40 €. Ce qui manque est entre crochets. `cashkit letters` écrit tous les courriers du jour, en HTML et en Word ; à vous de les relire et de les envoyer.

# %% [markdown] lang="en" tags=["not-in-report"] of="e5cd85e4"
# The sum is right to the cent: invoice, interest by half-year, €40. What is not known stands in brackets. `cashkit letters` writes all the letters of the day, in HTML and Word; reading them over and sending them is up to you.

# %% [markdown] lang="fr"
# Une relance est-elle efficace ? Comparer les factures relancées aux autres ne prouve rien : on relance celles qui traînent. Il faut comparer à retard égal.

# %% [markdown] lang="en" of="94db4e33"
# Does a reminder work? Comparing the invoices that were chased with the others proves nothing: you chase those that drag on. They must be compared at equal days late.

# %%
page.table("reminder_effect", point="reminders")

# %% [markdown] lang="fr"
# Chaque facture relancée est comparée à celles qui avaient le même retard ce jour-là, sans relance encore. L'écart est un indice, pas une preuve : on choisit qui l'on relance. En dessous de trente factures, il n'est pas affiché.

# %% [markdown] lang="en" of="b4ac58ce"
# Each invoice chased is compared with those that were as late on that day and not yet chased. The difference is a clue, not a proof: you choose whom to chase. Below thirty invoices it is not shown.

# %% [markdown] lang="fr" tags=["idea-10"]
# ## Un litige n'est pas un mauvais payeur
#
# La plupart des litiges ont une vraie cause : un prix, une quantité, un document. On relance le client, mais aussi ses propres collègues.

# %% [markdown] lang="en" tags=["idea-10"] of="5fa02c33"
# ## A dispute is not a bad payer
#
# Most disputes have a real cause: a price, a quantity, a document. Chase the customer, but also your own colleagues.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Constructions Perdriel a ouvert une dizaine de litiges en un an, presque tous dans les dix jours qui suivent l'échéance. Aucun n'a été reconnu fondé. Ailleurs, huit litiges réels n'ont pas de responsable. **Votre pronostic** : à qui écrivez-vous d'abord, à Perdriel ou à vos collègues ?

# %% [markdown] lang="en" tags=["not-in-report"] of="a64c7959"
# Constructions Perdriel opened some ten disputes in a year, nearly all within ten days after the due date. None was found to be justified. Elsewhere, eight genuine disputes have no owner. **Your guess**: to whom do you write first, to Perdriel or to your colleagues?

# %% tags=["not-in-report"]
story.findings(customer="C0041")

# %% [markdown] lang="fr" tags=["not-in-report"]
# À vos collègues : près d'un litige sur deux est reconnu fondé, et moins de deux sur dix sont rejetés. Ceux que l'on fait sortir avant l'échéance se règlent en moyenne deux à trois semaines plus tôt. Perdriel, c'est autre chose : un litige qui naît toujours au lendemain de l'échéance cache un manque d'argent. C'est à votre dirigeant de l'appeler, et l'on réduit les livraisons.

# %% [markdown] lang="en" tags=["not-in-report"] of="e6a7b0cc"
# To your colleagues: nearly one dispute in two is found to be justified, and fewer than two in ten are rejected. Those brought out before the due date are settled two to three weeks sooner on average. Perdriel is another matter: a dispute that always comes up just after the due date hides a lack of cash. It is for your managing director to call, and deliveries are cut back.

# %%
page.figures(
    "disputes_open",
    "disputed_overdue",
    "disputes_of_the_year",
    "disputes_before_due",
    "dispute_median_days",
    "sales_after_disputes",
    point="disputes",
)

# %%
page.chart(views.disputes_chart, "disputes_pareto", point="disputes")

# %%
page.table("disputes_pareto", point="disputes")

# %%
page.table("disputes_by_reason", point="disputes")

# %%
page.chart(views.disputed_products_chart, "disputed_by_product", point="quality_map")

# %%
page.table("quality_map", point="disputes")

# %%
page.table("quality_cures", point="disputes")

# %% [markdown] lang="fr"
# Un litige mal traité peut coûter plus que la facture : le client achète ailleurs. Le tableau suit les clients l'année d'après, et les compare à ceux qui n'ont rien contesté.

# %% [markdown] lang="en" of="0ef97bdf"
# A dispute badly handled may cost more than the invoice: the customer buys elsewhere. The table follows customers in the year after, beside those who disputed nothing.

# %%
page.table("sales_after_disputes", point="disputes")

# %%
page.findings(
    "dispute_without_owner", "reminder_on_disputed_item", "disputes_after_due_date", point="disputes dispute_owners"
)

# %% [markdown] lang="fr"
# Un litige sans responsable n'avance pas. Nommez quelqu'un le jour même, répondez sous dix jours, et faites payer la part qui n'est pas contestée. La carte des défauts croise motif, clients, produit et site : rapportez ce qui est contesté à ce qui est livré, corrigez là où la part est la plus forte, puis faites en sorte que cela ne revienne pas.

# %% [markdown] lang="en" of="9b8b4611"
# A dispute without an owner goes nowhere. Name somebody the same day, answer within ten days, and get the undisputed part paid. The quality map crosses reason, customers, product and site: set what is disputed against what is delivered, put things right where the share is highest, then make sure that it does not happen again.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** un client bloque 8 000 € pour une palette à 400 € ? Devinez ce que vous lui demandez aujourd'hui, et ce que vous demandez à l'atelier.

# %% [markdown] lang="en" tags=["not-in-report"] of="d3ad41e6"
# **What if** a customer holds back €8,000 over a pallet worth €400? Guess what you ask the customer for today, and what you ask the workshop.

# %% [markdown] lang="fr"
# ## Ce que le retard ajoute à la dette
#
# Les pénalités courent sans relance, dès le lendemain de l'échéance, sur le montant TTC ; 40 € s'y ajoutent une fois par facture. Entre professionnels seulement.

# %% [markdown] lang="en" of="20df9f4d"
# ## What late payment adds to the debt
#
# Interest runs without a reminder, from the day after the due date, on the amount with VAT; €40 are added once per invoice. Between professionals only.

# %% [markdown] lang="fr" tags=["not-in-report"]
# 18 000 € TTC (15 000 € HT) échus le 1er octobre 2025, payés le 15 novembre, trois relances entre-temps. **Votre pronostic** : combien de pénalités, et combien de fois 40 € ?

# %% [markdown] lang="en" tags=["not-in-report"] of="4f607cc2"
# €18,000 with VAT (€15,000 without), due on 1 October 2025, paid on 15 November, three reminders in between. **Your guess**: how much interest, and how many times €40?

# %% tags=["not-in-report"]
owed = ck.late_payment(amount=18_000, due_date="2025-10-01", paid_on="2025-11-15")
views.table(pd.DataFrame({"days_late": [owed.days], "interest": [owed.interest], "indemnity": [owed.indemnity]}), lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# 45 jours à 12,15 % sur le TTC, divisés par 365, et une seule fois 40 €. Sur le hors taxe, vous perdriez un sixième ; avec une année de 360 jours, vous demanderiez trop ; le nombre de relances ne compte pas.

# %% [markdown] lang="en" tags=["not-in-report"] of="175fcf40"
# 45 days at 12.15% on the amount with VAT, divided by 365, and €40 once only. On the amount without VAT you would lose a sixth; with a year of 360 days you would ask too much; the number of reminders does not count.

# %%
page.figures("interest_due", "indemnities_due")

# %%
page.table("interest_by_half_year")

# %%
page.table("interest_by_customer")

# %% [markdown] lang="fr"
# C'est un levier, pas une recette : annoncez-les à la deuxième relance, et renoncez-y contre un paiement immédiat. Ces montants ne s'ajoutent jamais à l'enjeu des constats. Le taux change chaque semestre ; quand un semestre manque, le calcul s'arrête et le dit.

# %% [markdown] lang="en" of="56e1eefe"
# It is a lever, not an income: announce it with the second reminder, and waive it against immediate payment. These amounts are never added to what is at stake in the findings. The rate changes every half-year; where one is missing, the computation stops and says so.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** le contrat prévoyait 6 % ? Devinez de combien le levier diminue, puis demandez-vous si ce taux est permis : le plancher est de trois fois le taux de l'intérêt légal.

# %% [markdown] lang="en" tags=["not-in-report"] of="f527e5c2"
# **What if** the contract said 6%? Guess how much smaller the lever gets, then ask yourself whether that rate is allowed: the floor is three times the legal interest rate.

# %% tags=["not-in-report"]
views.late_payment_case(
    amount=18_000, issue_date="2025-09-01", terms="30", paid_on="2025-11-15", annual_rate=0.06, lang=lang
)

# %% tags=["not-in-report"]
views.late_payment_calculator(amount=18_000, issue_date="2025-09-01", terms="30", paid_on="2025-11-15", lang=lang)

# %% [markdown] lang="fr" tags=["idea-3"]
# ## Ce que le suivi apprend
#
# Un signal noté au fil des échanges se juge après coup : ce qui vient à échéance dans les 90 jours suivants est-il payé plus tard que le reste ?

# %% [markdown] lang="en" tags=["idea-3"] of="78eaba69"
# ## What follow-up tells
#
# A signal noted in the course of a conversation is judged afterwards: is what falls due in the next 90 days paid later than the rest?

# %% [markdown] lang="fr" tags=["not-in-report"]
# Septembre : la comptable d'un client dit « Désormais, c'est le siège qui signe. » Octobre : « Ce mois-ci, la trésorerie est tendue. » Novembre : plus personne ne répond. **Votre pronostic** : chez Ombrelune, quel signal a-t-on noté le plus souvent ? Lequel annonce le mieux un impayé ?

# %% [markdown] lang="en" tags=["not-in-report"] of="fd516ec6"
# September: a customer's accountant says 'From now on head office signs.' October: 'Cash is tight this month.' November: nobody answers any more. **Your guess**: at Ombrelune, which signal was noted most often? Which one best predicts an unpaid invoice?

# %%
page.table("signals_foretold", point="signals")

# %% [markdown] lang="fr" tags=["not-in-report"]
# Un client parle avant de ne plus payer. Ici, après le signal d'une trésorerie tendue, près de 30 % de ce qui vient à échéance dans les 90 jours est payé avec plus d'un mois de retard, trois fois plus qu'ailleurs. Un signal se traite le jour où il est noté. Une trésorerie tendue appelle un échéancier écrit ; un nouveau circuit, la facture renvoyée au bon endroit ; un mécontentement, une réponse. Mieux connaître le risque, c'est aussi pouvoir vendre davantage aux autres.

# %% [markdown] lang="en" tags=["not-in-report"] of="d0d1f967"
# Customers talk before they stop paying. Here, after a tight-cash signal, nearly 30% of what falls due within 90 days is paid more than a month late, three times as much as elsewhere. Deal with a signal on the day it is noted. Tight cash calls for a written payment plan; a new approval process, for the invoice to be sent again to the right place; discontent, for an answer. Knowing the risk better also lets you sell more to the others.

# %% [markdown] lang="fr"
# ## Les dates qui ne pardonnent pas
#
# Déclarer une créance, prévenir l'assureur, interrompre la prescription : passé la date, le droit est perdu, quel que soit le montant.

# %% [markdown] lang="en" of="9219037e"
# ## The deadlines that do not forgive
#
# Declaring a claim, notifying the insurer, interrupting the limitation period: past the deadline the right is lost, whatever the amount.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Bativexin est en redressement depuis le 14 octobre 2025 ; le BODACC l'a publié le 22. 64 200 € restaient dus au jour du jugement ; Ombrelune n'a rien déclaré. Nous sommes le 31 décembre. **Votre pronostic** : est-il trop tard ? Et entre une facture de négoce échue le 26 mars 2021 et une facture de mairie de novembre 2021, laquelle se prescrit d'abord ?

# %% [markdown] lang="en" tags=["not-in-report"] of="c710a1c2"
# Bativexin has been in receivership since 14 October 2025; the official gazette published it on the 22nd. €64,200 were still owed on the day of the judgment; Ombrelune has declared nothing. Today is 31 December. **Your guess**: is it too late? And of a merchant's invoice due on 26 March 2021 and a town hall's of November 2021, which one is time-barred first?

# %% tags=["not-in-report"]
last = [last_day("2021-03-26"), last_day("2021-11-15", debtor="public")]
views.table(
    pd.DataFrame({"due_date": pd.to_datetime(["2021-03-26", "2021-11-15"]), "last_day": pd.to_datetime(last)}), lang
)

# %% [markdown] lang="fr" tags=["not-in-report"]
# Le délai de déclaration, deux mois, a expiré le 22 décembre. Reste le relevé de forclusion, six mois après la publication : jusqu'au 22 avril 2026, avec un avocat et une bonne raison. La facture de la mairie se prescrit d'abord : quatre ans, comptés du 1er janvier qui suit. La plus récente des deux factures est la plus urgente.

# %% [markdown] lang="en" tags=["not-in-report"] of="d2f6c0e4"
# The two months for declaring the claim ended on 22 December. What is left is relief from foreclosure, six months after publication: until 22 April 2026, with a lawyer and a good reason. The town hall comes first: four years, counted from the following 1 January. The more recent of the two invoices is the more urgent one.

# %%
page.findings("claim_not_declared", "insurer_notice_due", point="insolvencies insured_customers")

# %%
page.findings("limitation_near", "retention_past_release")

# %%
page.table("retention_to_confirm")

# %% [markdown] lang="fr"
# Entre commerçants, une créance se prescrit par cinq ans. Une lettre recommandée n'interrompt pas ce délai ; une reconnaissance de dette écrite ou une action en justice, si. Les comptes ne disent pas si un tel acte existe : la date affichée est la plus précoce possible, à faire confirmer par un avocat. La déclaration à l'assureur est la date la plus chère du métier : manquée, elle fait tomber la garantie.

# %% [markdown] lang="en" of="562f8ae4"
# Between merchants a debt is time-barred after five years. A registered letter does not stop the clock; a written acknowledgment of the debt or a court action does. The books do not tell whether there was such an act: the date shown is the earliest possible, to be confirmed by a lawyer. The notice to the insurer is the most expensive deadline of the trade: miss it, and the cover is gone.

# %% [markdown] lang="fr"
# ## Choisir la procédure
#
# Quand la mise en demeure reste sans réponse, la bonne voie dépend du débiteur, du montant, du pays et du temps qui reste. Contre une personne publique, une injonction de payer ne mène nulle part.

# %% [markdown] lang="en" of="5e14d969"
# ## Choose the route
#
# When the formal notice goes unanswered, the right route depends on the debtor, the amount, the country and the time left. Against a public body a court payment order leads nowhere.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Trois dossiers sur le bureau, le 31 décembre 2025 : une mairie doit 3 900 € depuis 2021, un client belge 10 600 €, un négociant 7 200 € qui se prescrivent en mars. **Votre pronostic** : laquelle de ces créances se réclame par une injonction de payer française ? Laquelle ne peut pas attendre demain ?

# %% [markdown] lang="en" tags=["not-in-report"] of="fb2a00e3"
# Three files on the desk, on 31 December 2025: a town hall has owed €3,900 since 2021, a Belgian customer owes €10,600, a merchant €7,200 that will be time-barred in March. **Your guess**: which of these debts is claimed by a French payment order? Which cannot wait until tomorrow?

# %% tags=["not-in-report"]
three = ("C0211", "C0233", "C0009")
story.table("procedures", "name", "owed", "procedure", "act_by", only={"customer_id": three})

# %% [markdown] lang="fr" tags=["not-in-report"]
# Aucune. À la mairie, une réclamation écrite, aujourd'hui même : c'est elle qui interrompt la prescription. Au client belge, une injonction de payer européenne. Au négociant, un référé : l'assignation interrompt le délai dès qu'elle est délivrée, une requête en injonction non.

# %% [markdown] lang="en" tags=["not-in-report"] of="a1e144cf"
# None of them. To the town hall, a written claim, today: that is what interrupts the limitation period. To the Belgian customer, a European payment order. To the merchant, an interim payment order: its summons interrupts the period as soon as it is served; an application for a payment order does not.

# %%
page.table("procedures")

# %%
page.table("procedure_routes")

# %% [markdown] lang="fr"
# Ce qui presse vient en tête, puis les montants, du plus gros au plus petit. « Pour décider » dit ce qu'il faut savoir ou envoyer d'abord : une mise en demeure oubliée, un assureur qui n'a pas été prévenu, et la meilleure voie se ferme. Le droit est celui de la date d'arrêté, et ce qui n'est pas sûr est signalé. Faites confirmer par un avocat ou un commissaire de justice avant d'agir.

# %% [markdown] lang="en" of="be901672"
# What is urgent comes first, then the amounts, from the largest to the smallest. 'To decide' says what must be known or sent beforehand: one formal notice forgotten, one insurer not told, and the best route closes. The law is that of the reporting date, and what is not certain is flagged. Have it confirmed by a lawyer or a bailiff before you act.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** l'ordonnance était rendue le 1er septembre 2026 au lieu du 31 août ? Devinez combien de temps il resterait pour la signifier.

# %% [markdown] lang="en" tags=["not-in-report"] of="2b6a6246"
# **What if** the order were made on 1 September 2026 instead of 31 August? Guess how much time would be left to serve it.

# %% tags=["not-in-report"]
laws = [ck.law_in_force(day, topic="procedures", lang=lang) for day in ("2026-08-31", "2026-09-01")]
served = pd.concat([law[law["key"] == "payment_order_service"] for law in laws])
views.table(served[["label", "shown", "article", "valid_from"]], lang)

# %% tags=["not-in-report"]
page.missing()

# %% [markdown] lang="fr" tags=["not-in-report"]
# **À vous**, dans [le carnet d'exercices](../../exercises/fr/08_recovery.ipynb) : un retard, des crédits à part, des pénalités, une retenue, une prescription, et un appel à mener.
#
# ## À retenir
#
# - Rapprocher, trier les litiges, puis relancer : dans cet ordre.
# - Avant l'échéance on écarte les excuses, après on durcit le ton étape par étape.
# - Les pénalités et les 40 € sont un levier ; une déclaration de créance est une date à ne pas manquer.
#
# ## Sur votre dossier
#
# Remplacez `source` par le chemin d'un FEC. Quelle part de l'échu disparaît au rapprochement ? Qui appelez-vous en premier ? Combien de litiges n'ont pas de responsable ? Quelle est votre plus vieille facture non prescrite ?
#
# ## Trois questions
#
# 1. Un client en redressement vous doit 5 000 € d'avant le jugement. Le relancez-vous ?
# 2. Une facture de 48 000 € est payée sauf 2 400 €. Est-ce un retard ?
# 3. Trois relances sur une facture. Combien d'indemnités de 40 € ?
#
# <details><summary>Réponses</summary>
#
# 1. Non : vous déclarez la créance au mandataire, dans les deux mois de la publication.
# 2. Peut-être pas : 2 400 € font exactement 5 %, la retenue de garantie. Demandez la date de libération.
# 3. Une seule : 40 € par facture payée en retard.
#
# </details>
#
# **Termes rencontrés** : rapprochement, balance âgée, échu, plan de relance, mise en demeure, litige, pénalités de retard, indemnité forfaitaire, déclaration de créance, relevé de forclusion, retenue de garantie, signal de suivi, carte des défauts, prescription, injonction de payer, référé-provision, mandatement.

# %% [markdown] lang="en" tags=["not-in-report"] of="5009e045"
# **Your turn**, in [the exercise notebook](../../exercises/en/08_recovery.ipynb): lateness, credits apart, interest, retention, a limitation, and a call to make.
#
# ## To remember
#
# - Match, sort out disputes, then chase: in this order.
# - Before the due date remove the excuses; after it escalate one step at a time.
# - Interest and the €40 are a lever; the declaration of a claim is a deadline.
#
# ## On your own dossier
#
# Put the path of a FEC in place of `source`. How much of the overdue does matching take away? Whom do you call first? How many disputes have no owner? Which is your oldest invoice that is not yet time-barred?
#
# ## Three questions
#
# 1. A customer in receivership owes you €5,000 from before the judgment. Do you chase it?
# 2. An invoice of €48,000 is paid except for €2,400. Is it late?
# 3. Three reminders for one invoice. How many indemnities of €40?
#
# <details><summary>Answers</summary>
#
# 1. No: you declare the claim to the creditors' representative, within two months of publication.
# 2. Perhaps not: €2,400 is exactly 5%, the retention money. Ask for the release date.
# 3. Only one: €40 per invoice paid late.
#
# </details>
#
# **Terms met**: matching, aged balance, overdue, dunning plan, formal notice, dispute, late-payment interest, fixed indemnity, declaration of claim, relief from foreclosure, retention, follow-up signal, quality map, limitation, payment order, interim payment order, public payment order.

# %% tags=["not-in-report"]
terms_met("recovery")
