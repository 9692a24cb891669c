# %% [markdown] lang="fr" tags=["not-in-report", "idea-12"]
# # Fixer une ligne de crédit : combien, à quelles conditions ?
#
# Une ligne de crédit est un prêt que votre client n'a pas eu à demander. Trop basse, elle fait partir un bon client. Trop haute, elle se paie : à 4,05 % de marge d'exploitation, 50 000 € perdus demandent plus de 1,2 M€ de ventes nouvelles.
#
# **En soixante minutes, vous allez** :
#
# - vérifier qu'un délai accordé tient dans la loi, dans ses deux lectures ;
# - calculer une ligne par plusieurs règles, et dire laquelle l'emporte ;
# - mesurer un encours complet, celui d'un groupe compris, et choisir ce qui le ramène dans la ligne.
#
# Les cas sont ceux de Fermetures Ombrelune, l'entreprise fictive du [carnet d'accueil](00_welcome.ipynb).

# %% [markdown] lang="en" tags=["not-in-report", "idea-12"] of="a0426f0c"
# # Set a credit limit: how much, on what terms?
#
# A credit limit is a loan that your customer never had to ask for. Too low, it drives a good customer away. Too high, it is costly: at an operating margin of 4.05%, €50,000 lost take more than €1.2m of new sales.
#
# **In sixty minutes you will**:
#
# - check that the terms granted stay within the law, in both of its readings;
# - work out a limit by several rules, and tell which one prevails;
# - measure the whole exposure, that of a group included, and choose what brings it back within the limit.
#
# The cases are those of Fermetures Ombrelune, the made-up company of the [welcome notebook](00_welcome.ipynb).

# %% tags=["parameters"]
source = "sample"
as_of = None
lang = "fr"
issued_on = "2025-10-06"
deposit_share = 0.30

# %%
import pandas as pd

import cashkit as ck
from cashkit import views
from cashkit.publish import runs
from cashkit.publish.page import Page

ck.set_language(lang)
dossier = runs.dossier(source, lang=lang)
page = Page.of("credit_line", dossier, as_of=as_of)

# %% tags=["not-in-report"]
from cashkit.measures.credit_limit import equity_share
from cashkit.measures.line_weights import LineWeights, weighted_line
from cashkit.measures.secured_need import Cover, secured_need
from cashkit.teaching import terms_met

sample = dossier if source == "sample" else ck.open_dossier("sample", lang=lang)
story = Page.of("credit_line", sample)

# %% [markdown] lang="fr"
# ## Quel délai ?
#
# Entre professionnels, le délai convenu ne dépasse pas 60 jours à compter de la facture, ou 45 jours fin de mois si le contrat le prévoit. Les collectivités paient à 30 jours, les hôpitaux à 50.

# %% [markdown] lang="en" of="9c479ec0"
# ## Which terms?
#
# Between professionals the terms agreed may not exceed 60 days from the invoice, or 45 days end of month where the contract says so. Public bodies pay within 30 days, hospitals within 50.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Comptoir Talmond, le plus gros négoce d'Ombrelune, a pour conditions « 60 jours fin de mois ». Une facture part le 6 octobre 2025 (`issued_on`). La loi admet deux lectures de « 45 jours fin de mois ». **Votre pronostic** : Talmond a-t-il le droit de payer à la date prévue ? De combien de jours est-elle trop tardive ?

# %% [markdown] lang="en" tags=["not-in-report"] of="b80c646c"
# Comptoir Talmond, Ombrelune's largest merchant, has terms of '60 days end of month'. An invoice leaves on 6 October 2025 (`issued_on`). The law allows two readings of '45 days end of month'. **Your guess**: may Talmond pay on the day agreed? By how many days is it too late?

# %% tags=["not-in-report"]
terms = ["60", "45 EOM", "EOM 45", "60 EOM"]
due = [ck.due_date(issue_date=issued_on, terms=one) for one in terms]
views.table(pd.DataFrame({"payment_terms": terms, "due_date": pd.to_datetime(due)}), lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# « 45 jours fin de mois » : 45 jours, puis la fin du mois ; « fin de mois + 45 jours » : la fin du mois, puis 45 jours. Le code les écrit `45 EOM` et `EOM 45` (*end of month*). La lecture la plus large va au 15 décembre ; Talmond paie le 31, soit 16 jours de trop. Pour qui vend, ce n'est pas d'abord une amende : c'est seize jours d'argent prêtés sans l'avoir décidé. L'amende de l'article L441-16 vise en premier celui qui paie tard. C'est votre argument pour renégocier.

# %% [markdown] lang="en" tags=["not-in-report"] of="5727e9e5"
# '45 days end of month' is 45 days, then the month end; 'end of month + 45 days' is the month end, then 45 days. The code writes them `45 EOM` and `EOM 45`. The widest reading goes to 15 December; Talmond pays on the 31st, 16 days too late. For the seller this is not first of all a fine: it is sixteen days of money lent without anybody deciding so. The fine of article L441-16 strikes first whoever pays late. That is your argument to negotiate.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** la facture partait le 20 octobre ? Changez `issued_on`, devinez les quatre dates, puis exécutez de nouveau. Un même délai peut dépasser la loi au début du mois et la respecter à la fin : c'est pourquoi l'examen juge toutes les factures de l'année, pas une seule. Le calculateur ci-dessous essaie d'autres délais.

# %% [markdown] lang="en" tags=["not-in-report"] of="ca732861"
# **What if** the invoice left on 20 October? Change `issued_on`, guess the four dates, then run again. The same terms may break the law early in the month and keep it towards the end: that is why the review judges all invoices of the year, not one. The calculator below tries other terms.

# %% tags=["not-in-report"]
views.late_payment_case(issue_date=issued_on, terms="EOM 45", paid_on="2025-12-31", lang=lang)

# %% tags=["not-in-report"]
views.late_payment_calculator(issue_date=issued_on, terms="EOM 45", paid_on="2025-12-31", lang=lang)

# %%
page.table("granted_terms", point="terms_against_caps")

# %%
page.figures("granted_days", "cash_beyond_cap", point="terms_against_caps")

# %%
page.findings("terms_beyond_cap", point="terms_against_caps")

# %% [markdown] lang="fr"
# Un délai au-delà du plafond est de la trésorerie prêtée : ventes de l'année, multipliées par les jours en trop, divisées par 365. Les hôpitaux, l'export et les acheteurs publics ont leurs propres règles ; un délai export se vérifie, il n'est pas illégal.

# %% [markdown] lang="en" of="fab1383d"
# Terms beyond the cap are cash lent: a year of sales, times the days in excess, divided by 365. Hospitals, exports and public buyers have rules of their own; export terms are to be checked, they are not unlawful.

# %% [markdown] lang="fr"
# ## Combien ?
#
# Le besoin d'un client est ce qu'il achète, au plus fort de sa saison, pendant le temps qu'il met à payer. En face, plusieurs plafonds : l'assureur, ses capitaux propres, votre propre concentration. La règle la plus basse est celle qui décide.

# %% [markdown] lang="en" of="71d4b27c"
# ## How much?
#
# What a customer needs is what it buys, at the height of its season, during the time that it takes to pay. Against this stand several caps: the insurer, its equity, your own concentration. The lowest rule decides.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Un négoce nouveau veut acheter 120 000 € HT par an, à 45 jours. Chez vous, on paie avec 10 jours de retard. Il a 180 000 € de capitaux propres ; pour un inconnu, vous n'allez pas au-delà de 10 % de ses capitaux propres. L'assureur accorde 15 000 €. **Votre pronostic** : quelle ligne ouvrez-vous, et quelle règle la fixe ?

# %% [markdown] lang="en" tags=["not-in-report"] of="5d7cbd11"
# A new merchant wants to buy €120,000 a year without VAT, at 45 days. Your customers pay 10 days late. It has €180,000 of equity; for a firm that you do not know you go no further than 10% of its equity. The insurer grants €15,000. **Your guess**: which limit do you open, and which rule sets it?

# %% tags=["not-in-report"]
rules = {
    "need": 144_000 * (45 + 10) / 365,
    "equity": equity_share(equity=180_000, days_late=None),
    "insurer": 15_000,
}
views.table(pd.DataFrame({"binding_rule": list(rules), "proposed_limit": [float(one) for one in rules.values()]}), lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# Le besoin est de 21 699 € : 144 000 € TTC × 55 / 365. Les capitaux propres en permettent 18 000, l'assureur 15 000 : c'est lui qui décide. Ce n'est pas un refus. Il manque près de 7 000 € : un acompte, un délai plus court ou un prélèvement les trouve. Oublier la TVA, ou le retard, donnerait une ligne trop courte dès le deuxième mois.

# %% [markdown] lang="en" tags=["not-in-report"] of="8faca892"
# The need is €21,699: €144,000 with VAT × 55 / 365. Equity allows 18,000 of it, the insurer 15,000: the insurer decides. This is no refusal. Nearly €7,000 are missing: a deposit, shorter terms or direct debit will find them. Forget VAT, or lateness, and you get a limit that is too low from the second month on.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** ce négoce acceptait 30 jours, par prélèvement, donc sans retard ? Devinez le besoin, et la règle qui décide.

# %% [markdown] lang="en" tags=["not-in-report"] of="537cf053"
# **What if** this merchant accepted 30 days, by direct debit, hence without lateness? Guess the need, and the rule that decides.

# %% tags=["not-in-report"]
rules["need"] = 144_000 * 30 / 365
views.table(pd.DataFrame({"binding_rule": list(rules), "proposed_limit": [float(one) for one in rules.values()]}), lang)

# %%
page.table(
    "limits_by_rule",
    "name",
    "limit_need",
    "limit_equity",
    "limit_working_capital",
    "limit_purchases",
    "limit_insurer",
    "binding_rule",
    point="limits_by_rule",
)

# %% [markdown] lang="fr"
# Les capitaux propres, le FRNG et les achats viennent des comptes déposés par vos clients : un cinquième des deux premiers, un quart des achats pour le temps du paiement, et moins si le client paie tard. S'y ajoute votre propre concentration : pas plus d'un dixième de tout ce qui vous est dû.

# %% [markdown] lang="en" of="91abd798"
# Equity, working capital and purchases come from the accounts that your customers filed: a fifth of the first two, a quarter of the purchases for the time that payment takes, and less of a late payer. Your own concentration is added: no more than a tenth of all that is owed to you.

# %% [markdown] lang="fr" tags=["not-in-report"]
# La règle la plus basse donne 30 000 € à un menuisier. Son score de Conan et Holder le place entre 10 et 30 % de risque, et il paie avec vingt jours de retard. **Votre pronostic** : lui ouvrez-vous toute la ligne ?

# %% [markdown] lang="en" tags=["not-in-report"] of="d8db1e9a"
# The lowest rule gives a joiner €30,000. Its Conan-Holder score puts it between 10 and 30% of risk, and it pays twenty days late. **Your guess**: do you open the whole limit?

# %% tags=["not-in-report"]
weights = LineWeights.of()
line = weighted_line(line=30_000, score=weights.score("risk_10_to_30"), behaviour=weights.behaviour(20))
views.table(pd.DataFrame({"proposed_limit": [30_000.0], "weighted_limit": [float(line)]}), lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# 16 800 € : 30 000 × 0,7 pour le score × 0,8 pour le retard. Ces coefficients sont des conventions ; aucun ne relève une ligne au-dessus de la règle la plus basse. **Et si** vous étiez plus sévère ? Essayez `weights = LineWeights.of({"behaviour_late": 0.5})`. `ck.credit_limits(dossier, weights=...)` refait tout le tableau avec les vôtres.

# %% [markdown] lang="en" tags=["not-in-report"] of="aa89f0d8"
# €16,800: 30,000 × 0.7 for the score × 0.8 for lateness. These coefficients are conventions; none lifts a limit above the lowest rule. **What if** you were stricter? Try `weights = LineWeights.of({"behaviour_late": 0.5})`. `ck.credit_limits(dossier, weights=...)` recomputes the whole table with yours.

# %%
page.table(
    "limit_weights",
    "name",
    "credit_limit",
    "proposed_limit",
    "score_weight",
    "behaviour_weight",
    "weighted_limit",
    "practice_limit",
    point="limit_weights",
)

# %% [markdown] lang="fr"
# La formule d'usage part de l'encours : commandes à livrer, livré à facturer et factures ouvertes, pondérés par le délai accordé et le comportement. Elle dit ce que le client utilise, non ce qu'il peut porter : un grand écart avec la ligne pondérée est la première question à poser.

# %% [markdown] lang="en" of="090f9564"
# The rule of thumb starts from what is outstanding: orders to deliver, deliveries to invoice and open invoices, weighted by terms and behaviour. It tells what the customer uses, not what it can bear: a wide gap with the weighted limit is the first question to ask.

# %% [markdown] lang="fr"
# Un artisan qui achète peu n'a pas besoin d'étude : une petite ligne forfaitaire, en prélèvement, coûte moins cher qu'une analyse. Gardez votre temps pour les lignes où la règle qui décide est loin du besoin.

# %% [markdown] lang="en" of="1de16757"
# A craftsman who buys little needs no study: a small flat limit, paid by direct debit, costs less than an analysis. Keep your time for the limits where the rule that decides is far from the need.

# %% [markdown] lang="fr"
# ## Quel encours ?
#
# L'encours n'est pas le compte 411. On y ajoute les traites acceptées, l'escompté non échu, le livré non facturé ; on en retire les acomptes reçus. C'est lui que l'on compare à la ligne.

# %% [markdown] lang="en" of="0a2c9bb3"
# ## How much exposure?
#
# Exposure is not account 411. Accepted bills, discounted bills not yet due and goods delivered but not invoiced are added; deposits received are taken off. This is what is compared with the limit.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Un négoce doit 38 000 € de factures et 22 000 € de traites acceptées. On lui a livré 9 000 € non facturés ; il a commandé 6 000 € fermes et versé 5 000 € d'acompte. Sa ligne est de 60 000 €. Il veut passer une commande. **Votre pronostic** : quelle place lui reste-t-il ?

# %% [markdown] lang="en" tags=["not-in-report"] of="d709eb47"
# A merchant owes €38,000 of invoices and €22,000 of accepted bills. €9,000 were delivered and not invoiced; €6,000 are on firm order, and a deposit of €5,000 was paid. The limit is €60,000. The merchant wants to order. **Your guess**: how much room is left?

# %% tags=["not-in-report"]
parts = {"open_invoices": 38_000, "bills": 22_000, "to_be_invoiced": 9_000, "orders": 6_000, "advances": -5_000}
views.table(pd.DataFrame({"receivable": list(parts), "amount": list(parts.values())}), lang).with_total(
    {"amount": sum(parts.values())}
)

# %% [markdown] lang="fr" tags=["not-in-report"]
# 70 000 € : il a déjà dépassé sa ligne de 10 000 €. Le seul compte 411 aurait montré 22 000 € de place ; sans les traites, 12 000 €. Un effet accepté n'est pas de l'argent : il peut revenir impayé le jour dit. Un acompte réduit le risque, il ne s'y ajoute pas.

# %% [markdown] lang="en" tags=["not-in-report"] of="8c4253a6"
# €70,000: the limit is already exceeded, by €10,000. Account 411 alone would have shown €22,000 of room; without the bills, €12,000. An accepted bill is not money: it may come back unpaid on the day. A deposit lowers the risk, it does not add to it.

# %%
page.chart(views.limit_used_chart, "limits_in_use", point="limits_by_rule")

# %%
page.figures("exposure_total", "beyond_limits", "limited_share_of_sales", point="limits_by_rule")

# %%
page.findings("limit_exceeded", "limit_missing", point="limits_by_rule")

# %%
page.table("lines_used")

# %% [markdown] lang="fr"
# Avant d'accorder une ligne, regardez celle que le client s'est déjà accordée : son encours le plus haut en douze mois, et le jour où il l'a atteint. Divisez-le par ses achats d'un jour : vous avez son vrai délai de pointe. Une ligne fixée sous ce niveau bloquera sa prochaine commande ; bien au-dessus, elle ne protège de rien.

# %% [markdown] lang="en" of="e66409fe"
# Before you grant a limit, look at the one that the customer has already taken: its highest balance in twelve months, and the day on which it was reached. Divide it by a day of its purchases: that is how long it really takes at its peak. A limit below that level will block its next order; one far above it protects from nothing.

# %% [markdown] lang="fr"
# Un dépassement de moins de 10 %, ou de deux jours, n'est pas une faute : c'est la vie d'un compte. Au-delà, quelqu'un a livré sans décider. Un client sans ligne n'a pas une ligne illimitée : il n'en a aucune, et personne n'a donné son accord.

# %% [markdown] lang="en" of="2e9fd6db"
# Less than 10% over, or two days, is no fault: such is the life of an account. More than that, and somebody delivered without deciding. A customer without a limit does not have an unlimited one: it has none, and nobody gave consent.

# %% [markdown] lang="fr"
# ## Un client ou un groupe ?
#
# Quatre codes clients peuvent appartenir aux mêmes associés. Si l'un tombe, les autres suivent : la ligne se décide pour l'ensemble.

# %% [markdown] lang="en" of="b87f113c"
# ## A customer, or a group?
#
# Four customer codes may belong to the same owners. If one falls, the others follow: the limit is decided for all of them.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Le groupe Talmond a quatre codes chez Ombrelune, chacun avec une ligne de 60 000 €. Aucun ne la dépasse. L'assureur couvre le groupe à 150 000 €. Le directeur commercial demande 10 000 € de plus pour l'un d'eux. **Votre pronostic** : quel montant n'est déjà plus couvert ?

# %% [markdown] lang="en" tags=["not-in-report"] of="dc38dea1"
# The Talmond group has four codes at Ombrelune, each with a limit of €60,000. Not one is beyond it. The insurer covers the group for €150,000. The sales director asks for €10,000 more for one of them. **Your guess**: how much is already uncovered?

# %% tags=["not-in-report"]
story.table("groups", only={"group_id": "G02"})

# %% [markdown] lang="fr" tags=["not-in-report"]
# 198 000 € pour 150 000 € couverts : 48 000 € restent à votre seule charge, et aucun écran de suivi par code ne les montre. Vous n'ajoutez pas 10 000 € : vous ramenez Talmond à 45 jours fin de mois, ou vous demandez une garantie à la maison mère.

# %% [markdown] lang="en" tags=["not-in-report"] of="20f9d43c"
# €198,000 for €150,000 covered: €48,000 are borne by nobody but you, and no screen that follows one code at a time shows them. You do not add €10,000: you bring Talmond back to 45 days end of month, or ask the parent company for a guarantee.

# %%
page.table("groups", "name", "customers", "exposure", "group_limit", "excess", "share_of_invoiced", point="groups")

# %%
page.table("group_members", point="groups")

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Votre pronostic** : des 216 clients et groupes facturés par Ombrelune en 2025, combien font 80 % des ventes ?

# %% [markdown] lang="en" tags=["not-in-report"] of="88b4f403"
# **Your guess**: of the 216 customers and groups that Ombrelune invoiced in 2025, how many make 80% of sales?

# %% tags=["not-in-report"]
story.figures("customers_for_most", "sales_index")

# %% [markdown] lang="fr" tags=["not-in-report"]
# Cinquante : moins d'un sur quatre. L'indice de concentration vaudrait 1 avec un seul client, 0,005 avec 216 clients égaux ; à 0,041, tout se passe comme si Ombrelune en avait 24. **Et si** Bricoloria partait ? Regardez sa part avant de répondre au commercial.

# %% [markdown] lang="en" tags=["not-in-report"] of="6b9a61c7"
# Fifty: fewer than one in four. The concentration index would be 1 with a single customer, 0.005 with 216 equal ones; at 0.041 it is as if Ombrelune had 24. **What if** Bricoloria left? Look at its share before you answer the sales rep.

# %%
page.table("concentration", point="groups")

# %%
page.table("largest_buyers", point="groups")

# %%
page.figures("largest_share_of_sales", "customers_for_most", "sales_index", point="groups")

# %%
page.findings("group_limit_exceeded", "concentration_high", point="groups")

# %% [markdown] lang="fr"
# Un client qui pèse plus de 10 % des ventes se surveille, plus de 20 % sans assurance inquiète. Ce n'est pas une faute : c'est un risque à connaître, à assurer ou à répartir, avant que ce client ne fixe vos délais à votre place.

# %% [markdown] lang="en" of="eed706df"
# A customer of more than 10% of sales is watched, one of more than 20% without insurance is a worry. It is no fault: it is a risk to be known, insured or spread, before that customer sets your terms for you.

# %% [markdown] lang="fr"
# ## Qui porte le risque ?
#
# L'assureur couvre une part, tant qu'il le veut bien. Quand il réduit ou retire sa garantie, ce qui est livré ensuite est à vous.

# %% [markdown] lang="en" of="728f8420"
# ## Who bears the risk?
#
# The insurer covers a share, for as long as it chooses. Once it cuts or withdraws its cover, what is delivered afterwards is yours.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Le 1er septembre 2025, l'assureur retire sa garantie sur trois entreprises de bâtiment. Chez Ombrelune, la ligne interne ne bouge pas, et les camions partent. **Votre pronostic** : quatre mois plus tard, combien ces trois clients doivent-ils encore ? Qui devait prévenir qui ?

# %% [markdown] lang="en" tags=["not-in-report"] of="41aba020"
# On 1 September 2025 the insurer withdraws its cover on three builders. At Ombrelune the company's own limit does not move, and the lorries leave. **Your guess**: four months later, how much do these three still owe? Who should have told whom?

# %% tags=["not-in-report"]
story.table("cover_changes", only={"insured_limit": 0.0})

# %% [markdown] lang="fr" tags=["not-in-report"]
# Un assureur ne retire pas une garantie au hasard : il a lu des comptes, ou compté des impayés chez d'autres. Zéro n'est pas une case vide : « zéro » veut dire retiré, une case vide veut dire jamais demandé. Le jour de l'avis, la ligne interne se revoit ; dès le lendemain, on livre contre paiement, ou l'on décide par écrit de porter le risque.

# %% [markdown] lang="en" tags=["not-in-report"] of="fe03051f"
# An insurer does not withdraw cover at random: it has read accounts, or counted unpaid invoices elsewhere. Zero is not a blank: 'zero' means withdrawn, an empty cell means never asked for. On the day of the notice your own limit is reviewed; from the next day you deliver against payment, or decide in writing to bear the risk.

# %%
page.table(
    "limits_in_use",
    "name",
    "exposure",
    "credit_limit",
    "insured_limit",
    "uncovered",
    "limit_reviewed_on",
    point="cover",
)

# %%
page.table("cover_changes", point="cover")

# %%
page.figures("uncovered_exposure", "uncovered_share", "uncovered_since_cover", point="cover")

# %%
page.findings("cover_withdrawn", "limit_review_overdue", point="cover")

# %% [markdown] lang="fr"
# Une ligne se revoit chaque année, et tout de suite quand le comportement ou la garantie change ; au bout de dix-huit mois, plus personne ne sait pourquoi elle vaut ce qu'elle vaut. La bonne question n'est pas « a-t-il dépassé ? », mais « accorderions-nous cette ligne aujourd'hui ? ».

# %% [markdown] lang="en" of="dd7f3e4d"
# A limit is reviewed every year, and at once when behaviour or cover changes; after eighteen months nobody knows any more why it stands where it stands. The right question is not 'is it beyond?' but 'would we grant this limit today?'.

# %% [markdown] lang="fr" tags=["not-in-report"]
# ## Acompte, arrhes ou avance ?
#
# Un syndic inconnu commande un portail sur mesure à 18 000 € TTC. Personne d'autre ne le rachèterait. **Votre pronostic** : que change un acompte de 30 % (`deposit_share`) à votre encours ? Et si le contrat écrit « arrhes » au lieu d'« acompte » ?

# %% [markdown] lang="en" tags=["not-in-report"] of="b2160485"
# ## Part payment, earnest money or advance?
#
# An unknown property manager orders a made-to-measure gate at €18,000 with VAT. Nobody else would buy it. **Your guess**: what does a deposit of 30% (`deposit_share`) change in your exposure? And if the contract says 'earnest money' (arrhes) instead of 'part payment' (acompte)?

# %% tags=["not-in-report"]
shares = [0.0, deposit_share, 0.5]
at_risk = [18_000 * (1 - share) for share in shares]
views.table(pd.DataFrame({"deposit_share": shares, "exposure": at_risk}), lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# 30 % ramènent le risque à 12 600 € et disent si le client est sérieux. L'acompte engage les deux parties : la vente est ferme. Avec des arrhes, le client peut renoncer en les perdant ; vous aussi, en rendant le double. Entre professionnels, écrivez le mot juste. La TVA est due dès l'encaissement de l'acompte.

# %% [markdown] lang="en" tags=["not-in-report"] of="4824f315"
# 30% bring the risk down to €12,600 and tell whether the customer is serious. A part payment binds both sides: the sale is firm. With earnest money the customer may leave and lose it, and you may leave and pay back twice the sum. Between professionals, write the right word. VAT is due as soon as the deposit is received.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** le client refuse tout acompte ? Cherchez la garantie du métier : paiement direct du sous-traitant et garantie de paiement dans le bâtiment, réserve de propriété pour ce qui se démonte, crédit documentaire à l'export, caution de la maison mère dans un groupe.

# %% [markdown] lang="en" tags=["not-in-report"] of="4b65ee42"
# **What if** the customer refuses any deposit? Look for the guarantee of the trade: direct payment of the subcontractor and payment guarantee in construction, retention of title for what can be taken down, a letter of credit for exports, the parent company's guarantee within a group.

# %% [markdown] lang="fr"
# ## Que reste-t-il à découvert ?
#
# Le besoin d'un client se couvre à plusieurs : l'acompte qu'il a versé, la garantie qu'il a donnée, l'assureur pour sa quotité. Le reste est à vous seul.

# %% [markdown] lang="en" of="dab1a21e"
# ## What remains uncovered?
#
# Several share what a customer needs: the deposit that it paid, the guarantee that it gave, the insurer for its share. The rest is yours alone.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Un négoce a besoin de 35 000 €. Il a versé 5 000 € d'acompte ; l'assureur accorde 20 000 €, à une quotité de 90 %. **Votre pronostic** : combien portez-vous seul ?

# %% [markdown] lang="en" tags=["not-in-report"] of="50f650e3"
# A merchant needs €35,000. A deposit of €5,000 was paid; the insurer agrees to €20,000, of which it pays 90%. **Your guess**: how much do you bear alone?

# %% tags=["not-in-report"]
cover = Cover.of(need=[35_000_00], deposits=[5_000_00], agreed=[20_000_00], quota=[0.9])
views.table(secured_need(cover) / 100, lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# 12 000 € : les 10 000 € que rien ne couvre, et les 10 % que l'assureur vous laisse. **Et si** la maison mère se portait caution pour 10 000 € ? Ajoutez `guaranteed=[10_000_00]` (des centimes) et devinez d'abord. Il ne reste que la quotité : 2 000 €.

# %% [markdown] lang="en" tags=["not-in-report"] of="c231063d"
# €12,000: the €10,000 that nothing covers, and the 10% that the insurer leaves you. **What if** the parent company guaranteed €10,000? Add `guaranteed=[10_000_00]` (cents) and guess first. Only the uninsured share remains: €2,000.

# %%
page.table(
    "need_secured",
    "name",
    "need",
    "deposits",
    "guaranteed",
    "insured",
    "sisters",
    "bare",
    point="need_secured need_deposits",
)

# %%
page.figures("need_bare", point="need_secured need_deposits")

# %% [markdown] lang="fr"
# Un acompte compte tant que sa commande n'est pas facturée ; une garantie, pour le montant écrit ; un crédit documentaire, pour chaque expédition. Ce qui reste n'est pas une perte : c'est ce que coûterait une défaillance, et quelqu'un doit l'accepter par écrit.

# %% [markdown] lang="en" of="0dc87015"
# A deposit counts while its order is not invoiced; a guarantee, for the amount written in it; a letter of credit, for each shipment. What is left is no loss: it is what a failure would cost, and somebody has to accept it in writing.

# %% [markdown] lang="fr"
# ## Par où commencer ?
#
# Personne ne revoit cent lignes en une matinée. Deux questions suffisent à trier : qui remplit sa ligne, et qui paie tard ?

# %% [markdown] lang="en" of="d82af8f8"
# ## Where to begin?
#
# Nobody reviews a hundred limits in one morning. Two questions are enough to sort them: who uses up its limit, and who pays late?

# %% [markdown] lang="fr" tags=["not-in-report"]
# Ombrelune suit un peu plus de cent lignes. **Votre pronostic** : combien sont à revoir, et quel montant non couvert portent-elles ?

# %% [markdown] lang="en" tags=["not-in-report"] of="f3adb26d"
# Ombrelune follows a little more than a hundred limits. **Your guess**: how many are due for review, and how much uncovered exposure do they carry?

# %% tags=["not-in-report"]
story.figures("uncovered_to_review")

# %% [markdown] lang="fr" tags=["not-in-report"]
# 73 lignes et 496 000 € : c'est trop pour un mois. Mais les dix premières en portent les deux tiers. **Et si** vous ne gardiez que les lignes à plus de 20 000 € non couverts ?

# %% [markdown] lang="en" tags=["not-in-report"] of="6ac27974"
# 73 limits and €496,000: too much for a month. But the first ten carry two thirds of it. **What if** you kept only the limits with more than €20,000 uncovered?

# %% tags=["not-in-report"]
due, at_least = story.frame("limit_reviews"), 20_000
views.table(due[due["uncovered"] > at_least][["name", "uncovered", "sentence"]], lang)

# %%
page.chart(views.portfolio_chart, "portfolio_risk", point="limits_by_rule")

# %%
page.table(
    "limit_reviews",
    "name",
    "exposure",
    "credit_limit",
    "limit_reviewed_on",
    "uncovered",
    "sentence",
    point="limit_reviews",
)

# %%
page.figures("uncovered_to_review", point="limit_reviews")

# %% [markdown] lang="fr"
# Le gros cercle en haut à droite est votre premier appel. Revoir une ligne n'est pas la baisser : c'est la décider de nouveau, avec un montant, une date et un nom.

# %% [markdown] lang="en" of="4561520b"
# The large circle at the top right is your first call. To review a limit is not to cut it: it is to decide it again, with an amount, a date and a name.

# %% tags=["not-in-report"]
page.missing()

# %% [markdown] lang="fr" tags=["not-in-report"]
# **À vous**, dans [le carnet d'exercices](../../exercises/fr/02_credit_line.ipynb) : un encours complet, une ligne de groupe, le prix d'un escompte.
#
# ## À retenir
#
# - Un délai trop long est de l'argent prêté sans décision.
# - La ligne est la plus basse des règles ; l'encours compte les traites, le livré et le commandé.
# - On décide pour un groupe, on revoit quand l'assureur ou le comportement change, les plus gros montants non couverts d'abord.
#
# ## Sur votre dossier
#
# Remplacez `source` par le chemin d'un FEC ou d'un dossier de tables. Qui a un délai au-delà de la loi ? Qui dépasse sa ligne de plus de 10 % ? Quels codes forment un groupe sans que personne ne l'ait dit ? Que n'accorderiez-vous plus aujourd'hui ?
#
# ## Trois questions
#
# 1. Ligne de 50 000 €, factures ouvertes 30 000 €, traites acceptées 18 000 €, acompte 4 000 €. Quelle place reste-t-il ?
# 2. L'assureur accorde 20 000 € sur un besoin de 35 000 €. Refusez-vous le client ?
# 3. Un client a versé 3 000 € d'arrhes et renonce. Que se passe-t-il ? Et si c'est vous qui renoncez ?
#
# <details><summary>Réponses</summary>
#
# 1. 50 000 - (30 000 + 18 000 - 4 000) = 6 000 €.
# 2. Non : vous cherchez 15 000 €, en acompte, en délai plus court ou en garantie, ou vous les portez par décision écrite.
# 3. Il perd ses 3 000 € ; si vous renoncez, vous lui en rendez 6 000.
#
# </details>
#
# **Termes rencontrés** : ligne de crédit, délai de règlement, fin de mois, encours, effet accepté, agrément de l'assureur-crédit, quotité, concentration, acompte, arrhes, garantie, caution de la maison mère, crédit documentaire, FRNG, score de défaillance.

# %% [markdown] lang="en" tags=["not-in-report"] of="eb4c47ed"
# **Your turn**, in [the exercise notebook](../../exercises/en/02_credit_line.ipynb): a whole exposure, the limit of a group, the price of an early discount.
#
# ## To remember
#
# - Terms that are too long are money lent without a decision.
# - The limit is the lowest of the rules; exposure counts bills, deliveries and orders.
# - Decide for a group; review when the insurer or the behaviour changes, the most uncovered first.
#
# ## On your own dossier
#
# Put the path of a FEC or of a folder of tables in place of `source`. Who has terms beyond the law? Who is more than 10% beyond the limit? Which codes form a group though nobody said so? What would you no longer grant today?
#
# ## Three questions
#
# 1. A limit of €50,000, open invoices of €30,000, accepted bills of €18,000, a deposit of €4,000. How much room is left?
# 2. The insurer grants €20,000 for a need of €35,000. Do you refuse the customer?
# 3. A customer has paid €3,000 of earnest money and withdraws. What happens? And if it is you who withdraw?
#
# <details><summary>Answers</summary>
#
# 1. 50,000 - (30,000 + 18,000 - 4,000) = €6,000.
# 2. No: you look for €15,000, as a deposit, shorter terms or a guarantee, or you bear them by a written decision.
# 3. The €3,000 are lost to the customer; if you withdraw, you give back €6,000.
#
# </details>
#
# **Terms met**: credit limit, payment terms, end of month, exposure, accepted bill, insured limit, insured share, concentration, part payment, earnest money, guarantee, parent company guarantee, letter of credit, working capital, failure score.

# %% tags=["not-in-report"]
terms_met("credit_line")
