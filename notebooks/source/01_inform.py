# %% [markdown] lang="fr" tags=["not-in-report", "idea-12"]
# # S'informer : ce client peut-il payer à court terme ?
#
# Livrer à crédit, c'est prêter. Un client qui achète 10 000 € par mois et paie à 60 jours vous doit en permanence 20 000 €, sans intérêt et le plus souvent sans garantie. Avant de prêter, une banque se renseigne et lit le bilan. Faites comme elle.
#
# **En soixante minutes, vous allez** :
#
# - vérifier, SIREN à l'appui, que le client existe, qu'il est toujours en activité, et que c'est bien lui ;
# - lire un bilan en neuf questions ;
# - dire s'il peut payer à court terme, et quelle pièce vous manque pour en être sûr.
#
# Vous lirez deux sortes d'entreprises : les clients de Fermetures Ombrelune, l'entreprise fictive du [carnet d'accueil](00_welcome.ipynb), et Ombrelune elle-même, telle que ses fournisseurs et sa banque la regardent.

# %% [markdown] lang="en" tags=["not-in-report", "idea-12"] of="545b01a3"
# # Get information: can this customer pay in the short term?
#
# To deliver on credit is to lend. A customer who buys €10,000 a month and pays after 60 days owes you €20,000 at all times, interest-free and mostly unsecured. Before it lends, a bank makes enquiries and reads the balance sheet. Do the same.
#
# **In sixty minutes you will**:
#
# - check, by the SIREN, that the customer exists, is still trading, and is the one you think it is;
# - read a balance sheet in nine questions;
# - say whether it can pay in the short term, and which document you lack to be sure.
#
# You will read two kinds of company: the customers of Fermetures Ombrelune, the made-up company of the [welcome notebook](00_welcome.ipynb), and Ombrelune itself, as its suppliers and its bank see it.

# %% tags=["parameters"]
source = "sample"
as_of = None
lang = "fr"
sector = None
days_later = 10
price_cut = 0.02
lien = 12_000

# %%
import pandas as pd

import cashkit as ck
from cashkit import views
from cashkit.publish import runs
from cashkit.publish.page import Page

ck.set_language(lang)
dossier = runs.dossier(source, lang=lang)
page = Page.of("inform", dossier, as_of=as_of, sector=sector)

# %% tags=["not-in-report"]
from cashkit.stages import what_if
from cashkit.teaching import terms_met

sample = dossier if source == "sample" else ck.open_dossier("sample", lang=lang)
story = Page.of("inform", sample)
day = page.review.as_of

# %% [markdown] lang="fr" tags=["idea-13"]
# ## Est-ce la bonne entreprise ?
#
# Le SIREN est la clé du dossier : il départage les homonymes et relie le bilan, le registre et le compte client.

# %% [markdown] lang="en" tags=["idea-13"] of="8138e920"
# ## Is it the right company?
#
# The SIREN is the key to the file: it tells namesakes apart and links the balance sheet, the register and the customer account.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Une commande arrive d'un inconnu. Vous recopiez son SIREN et vous intervertissez deux chiffres voisins. **Votre pronostic** : l'erreur passe-t-elle inaperçue une fois sur deux, une fois sur dix, presque jamais ? Notez-le, puis exécutez.

# %% [markdown] lang="en" tags=["not-in-report"] of="3f029efb"
# An order comes in from a stranger. You copy its SIREN and swap two neighbouring digits. **Your guess**: does the mistake go unnoticed one time in two, one time in ten, almost never? Write it down, then run.

# %% tags=["not-in-report"]
typed = ["732829320", "738229320", "372829320"]
views.table(pd.DataFrame({"siren": typed, "valid_siren": [ck.is_siren(one) for one in typed]}), lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# Presque jamais : le dernier chiffre d'un SIREN est une clé de contrôle. Et pourtant, trois clients d'Ombrelune ont un SIREN faux, et cinq n'en ont pas. **Et si** vous exigiez un SIREN de tous ? Les clients étrangers, les ventes au comptoir et les particuliers n'en ont pas : ce ne sont pas des oublis.

# %% [markdown] lang="en" tags=["not-in-report"] of="7059a3b9"
# Almost never: the last digit of a SIREN is a check digit. And yet three customers of Ombrelune have a wrong SIREN, and five have none. **What if** you insisted on a SIREN from everybody? Export customers, counter sales and private individuals have none: those are not oversights.

# %%
page.table("identity")

# %%
page.table("identifiers", point="customer_identifiers")

# %%
page.figures("siren_share", "siren_share_of_sales", point="customer_identifiers")

# %%
page.findings("siren_invalid", "siren_missing", "vat_id_mismatch", "eu_vat_id_invalid", point="customer_identifiers")

# %% [markdown] lang="fr"
# Sans SIREN valide, impossible de consulter le registre et les comptes déposés, ou de voir venir une procédure collective : c'est la première chose à demander. Le numéro de TVA d'un client de l'Union se vérifie dans VIES. Gardez la réponse : sans elle, l'exonération peut être refusée.

# %% [markdown] lang="en" of="18364798"
# Without a valid SIREN you cannot look up the register or the filed accounts, or see an insolvency coming: it is the first thing to ask for. The VAT number of an EU customer is checked in VIES. Keep the answer: without it the exemption may be refused.

# %% [markdown] lang="fr"
# ## Les clients sont-ils toujours en activité ?
#
# Avant de lire un bilan, consultez le registre : l'entreprise existe-t-elle encore, un jugement a-t-il été publié, l'URSSAF ou le Trésor ont-ils inscrit un privilège ?

# %% [markdown] lang="en" of="1a2ed471"
# ## Are the customers still trading?
#
# Before you read a balance sheet, look up the register: does the firm still exist, has a judgment been published, has the social security office (URSSAF) or the Treasury registered a lien?

# %% [markdown] lang="fr" tags=["not-in-report"]
# Le 22 octobre 2025, le BODACC publie le redressement judiciaire de Bativexin. Le 18 septembre, l'URSSAF a inscrit un privilège de 27 400 € sur Miroiterie Casteljau. Dans le fichier d'Ombrelune, les deux sont « actifs ». **Votre pronostic** : chez lequel des deux avez-vous encore de l'argent dehors, et combien ?

# %% [markdown] lang="en" tags=["not-in-report"] of="f82f2793"
# On 22 October 2025 the official gazette publishes the receivership of Bativexin. On 18 September URSSAF registered a lien of €27,400 on Miroiterie Casteljau. In Ombrelune's file both are 'active'. **Your guess**: with which of the two is your money still at risk, and how much of it?

# %% tags=["not-in-report"]
story.table("public_events", only={"customer_id": ("C0024", "C0147")})

# %% [markdown] lang="fr" tags=["not-in-report"]
# Chez les deux. Bativexin devait 64 200 € au jugement ; personne n'a vu la publication, et 9 360 € de marchandises sont parties depuis, à crédit. Casteljau doit 18 750 € ; or l'URSSAF, qui ne bloque aucune livraison, est souvent la première que l'on fait attendre. Le suivant, c'est vous. Surveiller un client coûte quelques euros par an.

# %% [markdown] lang="en" tags=["not-in-report"] of="20963b43"
# With both. Bativexin owed €64,200 on the day of the judgment; nobody saw the publication, and €9,360 of goods have left since, on credit. Casteljau owes €18,750; and URSSAF, which stops no deliveries, is often the first creditor to be kept waiting. You are next. Monitoring costs a few euros per customer and year.

# %%
page.table("public_events", point="public_events")

# %%
page.findings("customer_ceased", "insolvency_unnoticed", "social_lien_published", point="public_events")

# %%
page.figures("open_under_judgment", point="public_events")

# %%
page.table("published_liens", point="public_events")

# %%
page.figures("liens_active", point="public_events")

# %% [markdown] lang="fr"
# Un privilège radié ne compte plus. L'absence d'inscription ne prouve rien : on ne publie qu'au-delà de certains montants, et avec des mois de retard. Écrivez « rien de publié », jamais « rien à craindre ».

# %% [markdown] lang="en" of="c0f470c9"
# A lien that has been released no longer counts. The absence of an entry proves nothing: liens are published above certain amounts only, and months late. Write 'nothing published', never 'nothing to fear'.

# %% [markdown] lang="fr"
# ## Que possède l'entreprise, et qui l'a financé ?
#
# À gauche, ce que l'argent est devenu. À droite, qui l'a apporté. En bleu, ce que suit le credit manager : les clients et les fournisseurs.

# %% [markdown] lang="en" of="385f83ae"
# ## What does the company own, and who financed it?
#
# On the left, what the money has become. On the right, who brought it. In blue, what the credit manager follows: customers and suppliers.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Vous êtes fournisseur d'aluminium. Ombrelune vous passe une grosse commande à 60 jours, et vous envoie son bilan. Vous avez cinq minutes. **Votre pronostic** : quelle est la plus grosse masse de chaque côté ? Les clients pèsent-ils plus ou moins que les fournisseurs ?

# %% [markdown] lang="en" tags=["not-in-report"] of="7a365851"
# You supply aluminium. Ombrelune places a large order with you at 60 days, and sends you its balance sheet. You have five minutes. **Your guess**: which is the largest block on each side? Do customers weigh more or less than suppliers?

# %%
page.chart(views.balance_sheet_chart, "balance_sheet", point="own_accounts")

# %% [markdown] lang="fr"
# Les clients sont un prêt que l'entreprise accorde, les fournisseurs un prêt qu'elle reçoit. Quand le premier dépasse le second, quelqu'un d'autre paie la différence : les associés, la banque ou le découvert. Des capitaux propres négatifs signifient que les pertes ont absorbé tout ce que les associés avaient apporté.

# %% [markdown] lang="en" of="432e1771"
# Customers are a loan that the company grants, suppliers a loan that it receives. When the first exceeds the second, somebody else pays the difference: the owners, the bank or an overdraft. Negative equity means that losses have eaten up everything the owners put in.

# %%
page.table("balance_sheet", point="own_accounts", limit=60)

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** vous aviez regardé six mois plus tôt ? Une seule chose change, la date. Les écritures d'inventaire n'y sont pas encore : un bilan en cours d'année se lit avec prudence.

# %% [markdown] lang="en" tags=["not-in-report"] of="a772133c"
# **What if** you had looked six months earlier? One thing changes, the date. The year-end entries are not there yet: read a balance sheet drawn up in mid-year with caution.

# %% tags=["not-in-report"]
earlier = (pd.Timestamp(day) - pd.DateOffset(months=6)).date()
Page.of("inform", dossier, as_of=earlier).chart(views.balance_sheet_chart, "balance_sheet", point="own_accounts")

# %% [markdown] lang="fr"
# ## Que reste-t-il de 100 € de ventes ?
#
# Les soldes intermédiaires disent à quel niveau la marge se perd : les achats, les salaires, la banque ou l'exceptionnel.

# %% [markdown] lang="en" of="e6004de1"
# ## What is left of €100 of sales?
#
# The intermediate balances show where the margin is lost: purchases, wages, bank charges or exceptional items.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Le commercial vous dit : « Ils vendent bien, ils paieront ». **Votre pronostic** : sur 100 € vendus, combien reste-t-il après les achats, les salaires et les impôts et taxes (l'EBE) ? Et tout à la fin ?

# %% [markdown] lang="en" tags=["not-in-report"] of="273e7d2e"
# The sales rep tells you: 'They sell well, they will pay.' **Your guess**: of €100 sold, how much is left after purchases, wages and operating taxes (the gross operating surplus, EBE)? And at the very end?

# %%
page.table("intermediate_balances", point="own_accounts", limit=40)

# %%
page.table("self_financing", point="own_accounts", limit=20)

# %% [markdown] lang="fr"
# L'EBE dit si le métier gagne de l'argent, avant tout choix d'amortissement ou de financement. Un résultat net positif avec un EBE négatif vient d'ailleurs : cession, reprise, produit financier. La CAF est ce que l'année laisse pour rembourser, investir et financer la hausse du BFR.

# %% [markdown] lang="en" of="9b8f22f8"
# The gross operating surplus says whether the trade itself makes money, before any choice of depreciation or financing. A net profit with a negative surplus comes from elsewhere: a disposal, a provision released, financial income. The self-financing capacity is what the year leaves to repay, to invest and to finance a rise in the working capital need.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** l'entreprise baissait tous ses prix de 2 % (`price_cut`) pour garder un client, à volumes et coûts constants ? Devinez de combien l'EBE recule, en pourcentage, avant d'exécuter.

# %% [markdown] lang="en" tags=["not-in-report"] of="2bc9b37e"
# **What if** the company cut every price by 2% (`price_cut`) to keep a customer, with volumes and costs unchanged? Guess by what percentage the surplus falls before you run.

# %% tags=["not-in-report"]
views.table(what_if.price_cut(page.review, rate=price_cut), lang)

# %% [markdown] lang="fr"
# ## Combien d'argent l'activité immobilise-t-elle ?
#
# Le fonds de roulement (FRNG), moins le besoin en fonds de roulement (BFR) : ce qui reste est la trésorerie.

# %% [markdown] lang="en" of="01becdca"
# ## How much money does the activity tie up?
#
# Working capital, less the working capital need: what is left is cash.

# %% [markdown] lang="fr" tags=["not-in-report"]
# La banque d'Ombrelune lui demande de réduire son découvert. **Votre pronostic** : si tous *ses* clients la paient dix jours plus tard, lequel ne bouge pas, du FRNG, du BFR ou de la trésorerie ? De combien bougent les deux autres ?

# %% [markdown] lang="en" tags=["not-in-report"] of="23504dd9"
# Ombrelune's bank asks it to reduce its overdraft. **Your guess**: if all of *its* customers pay ten days later, which does not move: working capital, the need or cash? By how much do the other two?

# %%
page.figures("working_capital", "capital_need", "net_cash", point="own_accounts")

# %%
page.table("functional_balance", point="own_accounts")

# %% [markdown] lang="fr"
# Le BFR est l'argent que retiennent les stocks et les clients, déduction faite de ce que prêtent les fournisseurs, les salariés et l'État. Un BFR négatif n'est pas un défaut : la distribution encaisse avant de payer. Une trésorerie négative deux clôtures de suite, en revanche, n'est plus une affaire de saison.

# %% [markdown] lang="en" of="f58f1217"
# The working capital need is the money that stocks and customers hold back, less what suppliers, staff and the State lend. A negative need is no flaw: retailers are paid before they pay. Negative cash at two year-ends running, however, is no longer a matter of season.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** les clients payaient dix jours plus tard (`days_later`) ? Le résultat ne change pas d'un euro. La trésorerie, si : voilà pourquoi une entreprise rentable peut manquer d'argent.

# %% [markdown] lang="en" tags=["not-in-report"] of="dfbb8a7c"
# **What if** customers paid ten days later (`days_later`)? The result does not change by one euro. Cash does: that is why a profitable company can run out of money.

# %% tags=["not-in-report"]
period = ck.dso(dossier, as_of=day, method="period")
day_value = period.invoiced / period.window_days
views.table(what_if.customers_later(page.review, day_value=day_value, days=days_later), lang)

# %% [markdown] lang="fr" tags=["idea-14"]
# ## Neuf questions, un avis
#
# Toujours les mêmes, toujours dans le même ordre : l'avis se compare d'un client à l'autre et d'une année à l'autre.

# %% [markdown] lang="en" tags=["idea-14"] of="3a14c118"
# ## Nine questions, one verdict
#
# Always the same, always in the same order: the verdict can be compared from customer to customer and from year to year.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Bâti-Ouest Lagarrigue, entreprise de bâtiment, a déposé ses comptes : deux pertes de suite, des capitaux propres à -38 000 €. Elle paie encore, mais en retard. **Votre pronostic** : sur neuf questions, combien sont mauvaises ? Laquelle pèse le plus pour qui livre à 45 jours ?

# %% [markdown] lang="en" tags=["not-in-report"] of="ae9053d7"
# Bâti-Ouest Lagarrigue, a builder, has filed its accounts: two losses running, equity at -€38,000. It still pays, but late. **Your guess**: of nine questions, how many are bad? Which one weighs most for somebody who delivers on 45-day terms?

# %% tags=["not-in-report"]
story.findings(customer="C0033")

# %%
page.table(
    "customers_read", "name", "closing_date", "equity", "net_result", "verdict", "sentence", point="customer_accounts"
)

# %%
page.figures("accounts_read", "accounts_read_of_sales", "open_with_bad", point="customer_accounts")

# %%
page.findings("negative_equity", point="customer_accounts")

# %%
page.table("reading", point="own_accounts")

# %% [markdown] lang="fr"
# L'avis repose sur cinq questions : résultat, BFR, trésorerie, capitaux propres, privilèges. « Non évalué » n'est ni bon ni mauvais : c'est une pièce à demander. Une mairie ne dépose pas de comptes, une petite société peut les garder confidentiels : aucune des deux ne cache quoi que ce soit. Un poste « autres créances » élevé signale parfois des factures cédées à un factor : le bilan paraît alors plus léger qu'il n'est.

# %% [markdown] lang="en" of="40b57716"
# The verdict rests on five questions: result, working capital need, cash, equity, liens. 'Not assessed' is neither good nor bad: it is a document to ask for. A town hall files no accounts, a small company may keep them confidential: neither of them hides anything. High 'other receivables' sometimes point to invoices sold to a factor: the balance sheet then looks lighter than it is.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** le greffe vous signalait un privilège de l'URSSAF inscrit pour 12 000 € (`lien`) sur l'entreprise que vous lisez ? Rien d'autre ne change. Devinez quelle question bascule, et ce que devient l'avis.

# %% [markdown] lang="en" tags=["not-in-report"] of="a8184a09"
# **What if** the court registry told you of a lien of €12,000 by URSSAF (`lien`) on the company that you are reading? Nothing else changes. Guess which question tips over, and what becomes of the verdict.

# %% tags=["not-in-report"]
views.table(what_if.with_liens(dossier, as_of=day, active=lien), lang)

# %% [markdown] lang="fr"
# ## Un score suffit-il ?
#
# Un score résume quelques ratios en un nombre, calé sur les défaillances d'une période passée. Il se calcule en une minute, et ne voit que ce que mesurent ses ratios.

# %% [markdown] lang="en" of="9cc7211f"
# ## Is a score enough?
#
# A score sums up a few ratios in one number, calibrated on the failures of a past period. It takes a minute to compute, and sees only what its ratios measure.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Revenez à Bâti-Ouest Lagarrigue : deux pertes de suite, des capitaux propres négatifs. **Votre pronostic** : le score de Conan-Holder, classique des analystes français, lui donne-t-il moins de 10 % de risque de défaillance, 10 à 30 %, ou davantage ? Et à Bativexin ?

# %% [markdown] lang="en" tags=["not-in-report"] of="8a291244"
# Go back to Bâti-Ouest Lagarrigue: two losses running, negative equity. **Your guess**: does the Conan-Holder score, a classic among French analysts, give it a risk of failure below 10%, of 10 to 30%, or more? And Bativexin?

# %% tags=["not-in-report"]
two = {"customer_id": ("C0024", "C0033")}
story.table("customer_scores", "name", "accounts_age", "conan_holder", "score_zone", only=two)

# %% [markdown] lang="fr" tags=["not-in-report"]
# Moins de 10 % pour Lagarrigue : le score compte les emprunts longs parmi les capitaux permanents, et ne voit pas que les pertes ont absorbé le capital. Pour Bativexin, que le tribunal a placée en redressement en octobre, il avait vu juste. Un score trie un portefeuille ; il ne décide pas d'un client.

# %% [markdown] lang="en" tags=["not-in-report"] of="f56bb947"
# Below 10% for Lagarrigue: the score counts long loans as permanent capital, and does not see that losses have eaten the equity. On Bativexin, which the court placed in receivership in October, it was right. A score sorts a portfolio; it does not decide on a customer.

# %%
page.table("scores", point="own_accounts")

# %%
page.figures("own_conan_holder", point="own_accounts")

# %%
page.table("ratios", point="own_accounts", limit=20)

# %%
scored = ("name", "closing_date", "accounts_age", "months", "conan_holder", "altman_z2", "score_zone")
page.table("customer_scores", *scored, point="customer_accounts")

# %%
ratios = ("name", "autonomy", "gearing", "repayment", "current_ratio", "their_customer_days", "their_supplier_days")
page.table("customer_ratios", *ratios, point="customer_accounts")

# %%
page.figures("open_with_low_score", point="customer_accounts")

# %% [markdown] lang="fr"
# Un seuil usuel est une convention ; les quartiles du secteur parlent mieux. Hors de son domaine (banque, holding, comptes consolidés ou clos depuis plus de 18 mois), un score ne dit rien. La cotation de la Banque de France et les scores AFDCC ne se calculent pas, car leurs formules ne sont pas publiées : demandez au client ceux qu'il a reçus.

# %% [markdown] lang="en" of="0851bc36"
# A usual threshold is a convention; the quartiles of the sector say more. Outside its domain (banks, holding companies, accounts that are consolidated or more than 18 months old) a score says nothing. The Banque de France rating and the AFDCC scores cannot be computed, since their formulas are not published: ask the customer for those it has received.

# %% [markdown] lang="fr"
# ## Comment les clients paient-ils ?
#
# Le bilan a un an, la note s'achète, mais votre propre historique est gratuit et à jour. C'est lui qui annonce le mieux le prochain retard.

# %% [markdown] lang="en" of="381df641"
# ## How do the customers pay?
#
# The balance sheet is a year old, the score has to be bought, but your own history is free and up to date. Nothing predicts the next late payment better.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Deux négoces demandent une ligne de 40 000 €. Le premier a un bilan solide et paie avec 25 jours de retard. Le second a un bilan fragile et paie à l'échéance depuis trois ans. **Votre pronostic** : auquel l'accordez-vous, et à quelle condition ?

# %% [markdown] lang="en" tags=["not-in-report"] of="bf3eb0b0"
# Two merchants ask for a credit limit of €40,000. The first has a sound balance sheet and pays 25 days late. The second has a weak one and has paid on time for three years. **Your guess**: to which do you grant it, and on what condition?

# %%
page.table("customers_read", "name", "open_amount", "weighted_lateness", "verdict", point="customer_identifiers")

# %% [markdown] lang="fr"
# L'un comme l'autre se discute, mais l'enquête suit toujours le même ordre : le client existe-t-il ? que dit le registre ? que disent ses comptes ? comment nous paie-t-il ? L'avis ne vient qu'ensuite. Une page par client suffit, à condition de la relire.

# %% [markdown] lang="en" of="dbe46ada"
# Both are open to discussion, but the enquiry always takes the same order: does the customer exist? what does the register say? what do its accounts say? how does it pay us? Only then comes the verdict. One page per customer is enough, provided that it is read again.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Voici celle de Bâti-Ouest Lagarrigue, demandée par son SIREN. Cachez la première ligne, lisez dans l'ordre, décidez ; puis comparez avec l'avis. La même fiche s'imprime sur une feuille A4 : `cashkit customer sample 999000334 --out fiche.html`.

# %% [markdown] lang="en" tags=["not-in-report"] of="81599174"
# Here is that of Bâti-Ouest Lagarrigue, asked for by its SIREN. Cover the first line, read in order, decide; then compare with the verdict. The same sheet prints on one A4 page: `cashkit customer sample 999000334 --out sheet.html`.

# %% tags=["not-in-report"]
views.customer_sheet(ck.customer_sheet(sample, "999000334", as_of=story.review.as_of), lang)

# %% tags=["not-in-report"]
page.missing()

# %% [markdown] lang="fr" tags=["not-in-report"]
# **À vous**, dans [le carnet d'exercices](../../exercises/fr/01_inform.ipynb) : la clé d'un SIREN, une trésorerie nette, un exercice de plus de douze mois à ramener à l'année.
#
# ## À retenir
#
# - Le SIREN d'abord : on ne lit pas le bilan d'un homonyme.
# - Le résultat ne paie pas les factures, la trésorerie si : FRNG moins BFR.
# - « Non évalué » est une question à poser, pas une mauvaise note.
#
# ## Sur votre dossier
#
# Remplacez `source` par le chemin d'un FEC et relancez tout. Les quartiles de votre secteur, dans un CSV, se placent à côté de vos ratios : `ck.ratio_sheet(ck.accounts_of(dossier), sector=ck.open_sector_quartiles("secteur.csv"))`. Que vaut un jour de crédit clients ? À laquelle des neuf questions ne savez-vous pas répondre, et qui le peut ? Accorderiez-vous 60 jours à cette entreprise ?
#
# ## Trois questions
#
# 1. Une mairie ne dépose pas de comptes. Refusez-vous la commande ?
# 2. Bénéfice en hausse, trésorerie en baisse : citez deux causes possibles.
# 3. Rien n'est publié au greffe. Que concluez-vous ?
#
# <details><summary>Réponses</summary>
#
# 1. Non : un organisme public n'en dépose pas. La question ne s'applique pas à lui ; demandez le bon de commande et le code service.
# 2. Des clients qui paient plus tard, un stock qui gonfle, un emprunt remboursé, un investissement payé comptant, un dividende.
# 3. Rien : on ne publie qu'à partir d'un seuil, et avec du retard.
#
# </details>
#
# **Termes rencontrés** : SIREN, BODACC, privilège, bilan, soldes intermédiaires de gestion, EBE, CAF, fonds de roulement, BFR, trésorerie nette, capitaux propres, affacturage, score de défaillance.

# %% [markdown] lang="en" tags=["not-in-report"] of="e74413e3"
# **Your turn**, in [the exercise notebook](../../exercises/en/01_inform.ipynb): the key of a SIREN, a net cash position, a financial year of more than twelve months to annualise.
#
# ## To remember
#
# - The SIREN first: you do not want to read a namesake's balance sheet.
# - Profit does not pay invoices, cash does: working capital less the need.
# - 'Not assessed' is a question to ask, not a bad mark.
#
# ## On your own dossier
#
# Put the path of a FEC in place of `source` and run everything again. The quartiles of your sector, in a CSV, stand beside your ratios: `ck.ratio_sheet(ck.accounts_of(dossier), sector=ck.open_sector_quartiles("sector.csv"))`. What is one day of customer credit worth? Which of the nine questions can you not answer, and who can? Would you grant this company 60 days?
#
# ## Three questions
#
# 1. A town hall files no accounts. Do you refuse the order?
# 2. Profit is up, cash is down: name two possible causes.
# 3. Nothing is published at the registry. What do you conclude?
#
# <details><summary>Answers</summary>
#
# 1. No: public bodies file none. The question does not apply to them; ask for the purchase order and the service code.
# 2. Customers who pay later, a stock that swells, a loan repaid, an investment paid in cash, a dividend.
# 3. Nothing: liens are published above a threshold only, and late.
#
# </details>
#
# **Terms met**: SIREN, official gazette, lien, balance sheet, intermediate balances, gross operating surplus, self-financing capacity, working capital, working capital need, net cash, equity, factoring, failure score.

# %% tags=["not-in-report"]
terms_met("inform")
