# %% [markdown] lang="fr" tags=["not-in-report", "idea-12", "idea-1", "idea-2"]
# # Facturer : juste, conforme et tout de suite
#
# Une vente ne rapporte rien tant qu'elle n'est pas facturée, et pas grand-chose tant qu'elle n'est pas payée. Chaque jour entre la livraison et la facture est un jour de crédit offert, avant même le délai convenu. Une facture fausse en offre trente de plus.
#
# **En cinquante-cinq minutes, vous allez** :
#
# - compter les jours entre livraison et facture, et dire ce qu'ils coûtent ;
# - vérifier qu'une facture est conforme, unique, et qu'elle correspond à la livraison ;
# - savoir si elle est partie, si elle est arrivée, et quels avoirs vous devez.
#
# Les cas sont ceux de Fermetures Ombrelune, l'entreprise fictive du [carnet d'accueil](00_welcome.ipynb).

# %% [markdown] lang="en" tags=["not-in-report", "idea-12", "idea-1", "idea-2"] of="c104b594"
# # Invoice: right, legal and at once
#
# A sale brings nothing until it is invoiced, and not much until it is paid. Each day between delivery and invoice is a day of credit given away, before the agreed terms have even begun. A wrong invoice gives away thirty more.
#
# **In fifty-five minutes you will**:
#
# - count the days from delivery to invoice, and say what they cost;
# - check that an invoice is compliant, unique, and matches the delivery;
# - know whether it was sent, whether it has arrived, and which credit notes you owe.
#
# The cases are those of Fermetures Ombrelune, the made-up company of the [welcome notebook](00_welcome.ipynb).

# %% tags=["parameters"]
source = "sample"
as_of = None
lang = "fr"
days_saved = 2

# %%
import cashkit as ck
from cashkit import views
from cashkit.publish import runs
from cashkit.publish.page import Page

ck.set_language(lang)
dossier = runs.dossier(source, lang=lang)
page = Page.of("invoice", dossier, as_of=as_of)

# %% tags=["not-in-report"]
import pandas as pd

from cashkit.measures.financing import cash_of_days
from cashkit.teaching import terms_met

sample = dossier if source == "sample" else ck.open_dossier("sample", lang=lang)
story = Page.of("invoice", sample)

# %% [markdown] lang="fr"
# ## De la livraison à la facture
#
# Le délai du client court à partir de la facture. Les jours qui la précèdent sont à votre charge, et ne dépendent que de vous.

# %% [markdown] lang="en" of="ca681fa6"
# ## From delivery to invoice
#
# The customer's credit period starts with the invoice. The days before it are at your expense, and depend on you alone.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Chez Ombrelune, la facture attend que le bon revienne du chantier, puis que vienne le vendredi, jour de facturation. **Votre pronostic** : combien de jours en moyenne entre livraison et facture ? Et si l'on en gagnait deux sur toutes les ventes, combien d'argent rentrerait ?

# %% [markdown] lang="en" tags=["not-in-report"] of="53288241"
# At Ombrelune the invoice waits until the delivery note is back from the site, then for Friday, invoicing day. **Your guess**: how many days on average from delivery to invoice? And if two were saved on all sales, how much cash would come in?

# %%
page.chart(views.invoicing_delay_chart, "invoicing_delay_by_month", point="invoicing_delay")

# %%
page.figures("invoicing_delay", "invoicing_cost", "late_invoices_share", point="invoicing_delay")

# %%
page.table("invoicing_delay_by_customer", point="invoicing_delay")

# %%
page.findings("invoice_late", point="invoicing_delay")

# %% [markdown] lang="fr"
# Une facture récapitulative, en fin de mois, n'est pas en retard : c'est un choix, dont il faut connaître le prix. Plus de dix jours sans ce choix, c'est du crédit offert. Le coût annuel paraît faible ; la trésorerie immobilisée, elle, ne l'est pas.

# %% [markdown] lang="en" of="58678a83"
# A periodic invoice at month end is not late: it is a choice, whose price you should know. More than ten days without that choice is credit given away. The yearly cost looks small; the cash tied up is not.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** toutes les factures partaient deux jours plus tôt (`days_saved`) ? Un jour de ventes TTC d'Ombrelune vaut 11 458 k€ / 365, soit 31,4 k€. Devinez, puis exécutez.

# %% [markdown] lang="en" tags=["not-in-report"] of="3e756312"
# **What if** all invoices went out two days earlier (`days_saved`)? One day of Ombrelune's sales, with VAT, is worth €11,458k / 365, that is €31.4k. Guess, then run.

# %% tags=["not-in-report"]
views.table(cash_of_days(day_values={"day_of_customers": 11_458_000 / 365}, days=days_saved), lang)

# %% [markdown] lang="fr"
# ## L'échéance portée sur la facture
#
# Une échéance au-delà du plafond légal ne vous rend pas service : elle donne au client un délai que la loi lui refuse.

# %% [markdown] lang="en" of="4b51b7c1"
# ## The due date on the invoice
#
# A due date beyond the legal cap does you no favour: it gives the customer time that the law denies.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Une facture du 6 octobre porte une échéance au 31 décembre. Les conditions du compte disent « 45 jours fin de mois ». **Votre pronostic** : d'où vient l'écart, du client ou de votre logiciel ?

# %% [markdown] lang="en" tags=["not-in-report"] of="549e5174"
# An invoice of 6 October is due on 31 December. The account's terms say '45 days end of month'. **Your guess**: where does the gap come from, the customer or your software?

# %% [markdown] lang="fr" tags=["not-in-report"]
# De votre logiciel. Les deux lectures de 45 jours fin de mois donnent le 30 novembre ou le 15 décembre. Le 31 décembre vient d'un « 60 jours fin de mois » resté dans la fiche client. La relance de la mi-décembre n'est jamais partie, puisque rien n'était échu.

# %% [markdown] lang="en" tags=["not-in-report"] of="23c36909"
# From your software. Both readings of 45 days end of month give 30 November or 15 December. 31 December is a '60 days end of month' left behind in a customer record. The mid-December reminder never went out, since nothing was overdue.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** la facture partait le 20 octobre ? Devinez les trois échéances, celle de la fiche et les deux lectures légales.

# %% [markdown] lang="en" tags=["not-in-report"] of="4f413f2e"
# **What if** the invoice went out on 20 October? Guess the three due dates: that of the customer record and both lawful readings.

# %% tags=["not-in-report"]
terms = ["60 EOM", "45 EOM", "EOM 45"]
due = [ck.due_date(issue_date="2025-10-20", terms=one) for one in terms]
views.table(pd.DataFrame({"payment_terms": terms, "due_date": pd.to_datetime(due)}), lang)

# %%
page.table("due_dates_beyond_cap")

# %%
page.figures("real_due_share", "terms_given", point="due_dates")

# %%
page.findings("due_date_beyond_cap", point="due_dates")

# %% [markdown] lang="fr"
# Corrigez d'abord la fiche client : sinon, l'erreur reviendra à la facture suivante. Une échéance de 61 à 75 jours peut être légale, si le contrat prévoit 45 jours fin de mois ; ne figurent ici que celles qu'aucune des deux lectures ne permet.

# %% [markdown] lang="en" of="ff57d051"
# Correct the customer record first: otherwise the mistake comes back with the next invoice. A due date of 61 to 75 days may be lawful where the contract says 45 days end of month; only those that neither reading allows are listed here.

# %% [markdown] lang="fr"
# ## Un numéro, une fois, dans l'ordre
#
# Les factures se suivent, sans trou ni doublon, dans chaque série. L'administration fiscale l'exige ; et un client qui reçoit deux fois la même facture ne paie ni l'une ni l'autre.

# %% [markdown] lang="en" of="6bc7d56b"
# ## One number, once, in order
#
# Invoice numbers follow on, without gaps or duplicates, in each series. The tax office requires it; and a customer who receives the same invoice twice pays neither.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Ombrelune tient trois séries, F, AC et A, qui repartent au numéro un chaque année. Dans l'une, trois numéros manquent. Ailleurs, une facture a été annulée par un avoir le jour même. **Votre pronostic** : laquelle des deux situations devez-vous expliquer au vérificateur ?

# %% [markdown] lang="en" tags=["not-in-report"] of="d92248fd"
# Ombrelune keeps three series, F, AC and A, which start again at number one every year. In one of them three numbers are missing. Elsewhere an invoice was cancelled by a credit note on the same day. **Your guess**: which of the two must you explain to the tax inspector?

# %%
page.figures("missing_numbers")

# %%
page.table("numbering_gaps")

# %%
page.findings("numbering_gap", "invoice_doubled")

# %% [markdown] lang="fr"
# Un trou s'explique : un brouillon effacé, une facture retenue. Notez l'explication maintenant, elle sera introuvable dans deux ans. Une facture annulée par un avoir le jour même n'est ni un trou ni un doublon. Une facture émise deux fois s'annule par un avoir, avant que le client n'appelle.

# %% [markdown] lang="en" of="5b047494"
# A gap has to be explained: a draft deleted, an invoice held back. Write the explanation down now; in two years nobody will find it. An invoice cancelled by a credit note on the same day is neither a gap nor a duplicate. An invoice issued twice is cancelled by a credit note, before the customer calls.

# %% [markdown] lang="fr"
# ## Conforme à la livraison
#
# On facture ce qui est parti, ni plus, ni plus tôt. Les acomptes et les prestations font exception.

# %% [markdown] lang="en" of="b55639c8"
# ## Matching the delivery
#
# Invoice what has left, no more and no sooner. Deposits and services are the exceptions.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Facture de 10 450 €, bon de livraison de 9 500 € : il manque une palette. Le comptable du client ne paie rien tant que l'avoir n'est pas là. **Votre pronostic** : combien coûte cette palette, 950 € ou 10 450 € ?

# %% [markdown] lang="en" tags=["not-in-report"] of="057ad9fc"
# An invoice of €10,450, a delivery note of €9,500: a pallet is missing. The customer's accountant pays nothing until the credit note is there. **Your guess**: what does this pallet cost, €950 or €10,450?

# %% [markdown] lang="fr" tags=["not-in-report"]
# 950 € d'avoir, mais 10 450 € bloqués, et un mois de courriels. Faites payer ce qui n'est pas contesté : 9 500 € aujourd'hui, l'avoir demain. Une facture qui dépasse la livraison fabrique un litige à coup sûr.

# %% [markdown] lang="en" tags=["not-in-report"] of="474a9da0"
# A credit note of €950, but €10,450 held up, and a month of e-mails. Get what is not disputed paid: €9,500 today, the credit note tomorrow. An invoice that exceeds its delivery is a dispute for certain.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** c'était une facture d'acompte ? Aucune livraison ne la suit encore, et c'est normal : elle se déduit de la facture finale.

# %% [markdown] lang="en" tags=["not-in-report"] of="9ec1063c"
# **What if** it were a deposit invoice? No delivery follows it yet, and that is as it should be: it is deducted on the final invoice.

# %%
page.findings("invoice_without_delivery", "invoice_exceeds_delivery", point="invoice_particulars")

# %% [markdown] lang="fr"
# Une facture sans livraison depuis plus de trente jours est soit une livraison mal enregistrée, soit une facture en trop. Dans les deux cas, le client a raison de ne pas payer : trouvez la réponse avant de le relancer.

# %% [markdown] lang="en" of="97ddf74c"
# An invoice without a delivery for more than thirty days is either a delivery badly recorded, or one invoice too many. In both cases the customer is right not to pay: find the answer before you chase.

# %% [markdown] lang="fr"
# ## La TVA est-elle possible ?
#
# 20 % pour la plupart des ventes, 10 % pour la pose dans un logement de plus de deux ans, 0 pour l'export et la sous-traitance du bâtiment. Quand aucun taux ne donne la TVA facturée, la facture est à refaire.

# %% [markdown] lang="en" of="394f9790"
# ## Is the VAT possible?
#
# 20% for most sales, 10% for fitting in homes more than two years old, 0 for exports and subcontracting in construction. Where no rate gives the VAT charged, the invoice has to be redone.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Une facture de sous-traitance du bâtiment porte 20 % de TVA au lieu de l'autoliquidation. Le client a payé TTC. **Votre pronostic** : qui doit quoi à qui, et que risque chacun ?

# %% [markdown] lang="en" tags=["not-in-report"] of="c523746c"
# An invoice for subcontracted building work bears 20% VAT instead of the reverse charge. The customer has paid it in full. **Your guess**: who owes what to whom, and what does each of them risk?

# %%
page.findings("vat_incoherent")

# %% [markdown] lang="fr"
# La TVA facturée à tort est due quand même, et le client ne peut pas la déduire : on émet un avoir et une nouvelle facture. Cherchez d'abord une explication : une facture peut mêler deux taux sans être fausse.

# %% [markdown] lang="en" of="16a51321"
# VAT charged by mistake is owed all the same, and the customer cannot deduct it: a credit note and a new invoice are issued. Look for an explanation first: one invoice may mix two rates without being wrong.

# %% [markdown] lang="fr"
# ## Partie, reçue, acceptée ?
#
# Dans l'esprit du client, le délai commence le jour où la facture arrive. Une facture restée dans l'imprimante n'est jamais en retard pour lui.

# %% [markdown] lang="en" of="14871735"
# ## Sent, received, accepted?
#
# In the customer's mind the clock starts on the day the invoice arrives. To the customer, an invoice left in the printer is never late.

# %% [markdown] lang="fr" tags=["not-in-report", "idea-3"]
# Le 20 décembre, vous appelez un client pour une facture échue. « Laquelle ? Nous n'avons rien reçu. » Elle est datée du 2 novembre et n'a jamais été envoyée. **Votre pronostic** : combien d'autres dorment ainsi chez Ombrelune ? Et qu'aurait appris un appel passé cinq jours après l'émission ?

# %% [markdown] lang="en" tags=["not-in-report", "idea-3"] of="e1ba0d7e"
# On 20 December you call a customer about an overdue invoice. 'Which one? We have received nothing.' It is dated 2 November and was never sent. **Your guess**: how many others are lying around like this at Ombrelune? And what would a call five days after issue have told you?

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** la facture était électronique ? Les PME doivent en émettre au plus tard le 1er septembre 2027 : la plateforme datera le dépôt, la réception, le refus. Quatre mentions s'ajoutent alors : le SIREN du client, l'adresse de livraison, la nature de l'opération, l'option pour la TVA d'après les débits. « Nous n'avons rien reçu » ne sera plus une réponse.

# %% [markdown] lang="en" tags=["not-in-report"] of="1082d862"
# **What if** the invoice were electronic? SMEs must issue them by 1 September 2027 at the latest: the platform will date submission, receipt and refusal. Four particulars are then added: the customer's SIREN, the delivery address, the kind of transaction, and the option to pay VAT on invoicing (les débits). 'We have received nothing' will no longer be an answer.

# %%
page.findings("invoice_not_sent", point="invoice_sent")

# %%
page.figures("sent_share", "days_to_receive", "rejected_open", point="invoice_sent")

# %%
page.table("rejected_invoices", point="invoice_sent")

# %% [markdown] lang="fr"
# Le suivi d'une facture apprend plus que son paiement : une trésorerie tendue, un mécontentement, un circuit de validation qui change, un interlocuteur nouveau. Appelez une fois, cinq jours après l'envoi, pour les plus grosses : « L'avez-vous reçue, est-elle bonne, quand sera-t-elle payée ? »

# %% [markdown] lang="en" of="0adc03e9"
# Following an invoice tells more than its payment: tight cash, discontent, an approval process that changes, a new contact. Call once, five days after sending, for the largest ones: 'Have you received it, is it right, when will it be paid?'

# %% [markdown] lang="fr"
# ## Les mentions qui font payer
#
# Une facture électronique se contrôle mention par mention, avant que le client ou la plateforme ne le fasse pour vous.

# %% [markdown] lang="en" of="a41fd1be"
# ## The particulars that get you paid
#
# An e-invoice is checked particular by particular, before the customer or the platform does it for you.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Une PME émet le 15 octobre 2026 une facture électronique sans la nature de l'opération, et sans le taux des pénalités de retard. **Votre pronostic** : laquelle des deux mentions lui manque vraiment ce jour-là ?

# %% [markdown] lang="en" tags=["not-in-report"] of="d68d8753"
# On 15 October 2026 an SME issues an e-invoice without the kind of transaction, and without the rate of late payment penalties. **Your guess**: which of the two is really missing on that day?

# %% [markdown] lang="fr" tags=["not-in-report"]
# Le taux des pénalités : il est dû sur toute facture entre professionnels. La nature de l'opération ne s'imposera à une PME que le 1er septembre 2027. **Et si** l'émetteur était une grande entreprise ? Les deux manqueraient. Contrôlez une facture avec `ck.particulars(facture, issuer_size="sme")`.

# %% [markdown] lang="en" tags=["not-in-report"] of="23cf1d06"
# The rate of penalties: it is due on every invoice between firms. The kind of transaction binds an SME from 1 September 2027 only. **What if** the issuer were a large firm? Both would be missing. Check an invoice with `ck.particulars(invoice, issuer_size="sme")`.

# %%
page.table("einvoice_particulars", point="einvoice_particulars")

# %%
page.figures("complete_einvoices")

# %%
page.table("particulars_by_invoice")

# %% [markdown] lang="fr"
# Une mention qui manque partout se corrige une fois, dans le modèle ; une mention qui manque ici ou là se corrige dans la fiche du client. « Selon la taille » veut dire que la mention s'impose aux grandes entreprises et aux ETI depuis le 1er septembre 2026, aux PME un an plus tard.

# %% [markdown] lang="en" of="1286b1c6"
# A particular that is missing everywhere is corrected once, in the template; one that is missing here and there is corrected in the customer's record. 'By the issuer's size' means that it binds large and mid-sized firms from 1 September 2026, SMEs a year later.

# %% [markdown] lang="fr"
# ## Les avoirs que vous devez
#
# Un litige reconnu, mais sans avoir, reste un litige. Une remise promise dont l'avoir ne vient jamais devient une raison de ne plus payer.

# %% [markdown] lang="en" of="174d214e"
# ## The credit notes that you owe
#
# A dispute accepted without a credit note is still a dispute. A promised rebate whose credit note never comes becomes a reason to stop paying.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Bricoloria a droit à 4 % de remise de fin d'année. Au 31 décembre, l'avoir n'est pas émis. Elle déduit d'office la somme de son virement de janvier. **Votre pronostic** : votre balance âgée montre-t-elle un retard, un litige ou une erreur ?

# %% [markdown] lang="en" tags=["not-in-report"] of="2960b9df"
# Bricoloria is entitled to a year-end rebate of 4%. By 31 December the credit note has not been issued. Bricoloria simply deducts the sum from its January transfer. **Your guess**: does your aged balance show an overdue item, a dispute or a mistake?

# %% [markdown] lang="fr" tags=["not-in-report"]
# Les trois : un reste ouvert qui passe pour un retard, un litige que personne n'a noté, une erreur, la vôtre. **Et si** l'avoir partait avant Noël ? Le virement de janvier tomberait juste, et se lettrerait tout seul.

# %% [markdown] lang="en" tags=["not-in-report"] of="d34768e6"
# All three: a balance that looks overdue, a dispute that nobody recorded, and a mistake, your own. **What if** the credit note went out before Christmas? The January transfer would be exact, and would match by itself.

# %%
page.figures("credit_note_share")

# %%
page.table("invoiced_by_month")

# %%
page.table("credit_notes_by_reason")

# %%
page.table("credit_notes_by_customer")

# %%
page.table("credit_notes_by_month")

# %%
page.figures("credit_notes_owed", "rebates_accrued")

# %%
page.table("credits_owed", point="credit_notes_due")

# %%
page.findings("credit_note_overdue", point="credit_notes_due")

# %% [markdown] lang="fr"
# Distinguez les avoirs : une remise commerciale se provisionne (compte 4198), un défaut de qualité se corrige à l'atelier, une erreur de prix avec les commerciaux. Un avoir promis part dans la semaine : il ne coûte que son montant, et débloque le reste de la facture.

# %% [markdown] lang="en" of="4f10aea6"
# Tell credit notes apart: a commercial rebate is accrued (account 4198), a quality fault is put right in the workshop, a pricing error with the sales team. A promised credit note goes out within the week: it costs no more than its amount, and releases the rest of the invoice.

# %% tags=["not-in-report"]
page.missing()

# %% [markdown] lang="fr" tags=["not-in-report"]
# **À vous**, dans [le carnet d'exercices](../../exercises/fr/06_invoice.ipynb) : la dernière échéance légale, les numéros manquants, le prix d'une facture tardive.
#
# ## À retenir
#
# - Les jours avant la facture sont les seuls que vous n'avez à négocier avec personne.
# - Une bonne facture est conforme, unique, fidèle à la livraison, et bien arrivée.
# - Un avoir promis part dans la semaine ; un contrat n'est terminé qu'une fois payé.
#
# ## Sur votre dossier
#
# Remplacez `source` par le chemin d'un dossier de tables. Combien de jours séparent vos livraisons de vos factures ? Quelles factures ne sont jamais parties ? Quels numéros ne sauriez-vous pas expliquer ? Combien d'avoirs devez-vous ?
#
# ## Trois questions
#
# 1. Ventes TTC de 7,3 M€ par an. Que libèrent trois jours gagnés entre livraison et facture ?
# 2. Facture de 6 000 €, livraison de 5 400 €. Que demandez-vous au client aujourd'hui ?
# 3. Une facture à l'export sans TVA est-elle fausse ?
#
# <details><summary>Réponses</summary>
#
# 1. 7 300 000 / 365 × 3 = 60 000 €, une seule fois, et tant que l'on s'y tient.
# 2. De payer 5 400 € ; l'avoir de 600 € part le jour même.
# 3. Non : l'exportation est exonérée ; gardez la preuve de la sortie.
#
# </details>
#
# **Termes rencontrés** : facture récapitulative, échéance, série de numérotation, mentions obligatoires, autoliquidation, accusé de réception, avoir, RFA (remise de fin d'année), factures à établir.

# %% [markdown] lang="en" tags=["not-in-report"] of="088f76b3"
# **Your turn**, in [the exercise notebook](../../exercises/en/06_invoice.ipynb): the latest lawful due date, the missing numbers, the price of a late invoice.
#
# ## To remember
#
# - The days before the invoice are the only ones that you need not negotiate with anybody.
# - A good invoice is compliant, unique, true to the delivery, and has arrived.
# - A promised credit note goes out within the week; a contract is complete when it is paid.
#
# ## On your own dossier
#
# Put the path of a folder of tables in place of `source`. How many days lie between your deliveries and your invoices? Which invoices were never sent? Which numbers could you not explain? How many credit notes do you owe?
#
# ## Three questions
#
# 1. Sales of €7.3m a year with VAT. What do three days saved between delivery and invoice release?
# 2. An invoice of €6,000, a delivery of €5,400. What do you ask the customer today?
# 3. Is an export invoice without VAT wrong?
#
# <details><summary>Answers</summary>
#
# 1. 7,300,000 / 365 × 3 = €60,000, once, and for as long as you keep to it.
# 2. To pay €5,400; the credit note of €600 goes out the same day.
# 3. No: exports are exempt; keep the proof that the goods left.
#
# </details>
#
# **Terms met**: periodic invoice, due date, numbering series, mandatory particulars, reverse charge, acknowledgment of receipt, credit note, year-end rebate, unbilled sales.

# %% tags=["not-in-report"]
terms_met("invoice")
