"""The vocabulary: the only words of a client's texts that are kept, for they name a trade and nobody.

Bookkeeping words may stand in labels, references and names of accounts and journals, unless a third party of the
source bears one: then that word goes too. Values that the tables share (`transfer`, `insolvency` ...) and legal forms
of firms stay in any case.

>>> "virement" in BOOKKEEPING, "dupont" in BOOKKEEPING, known_value("confirmed letter of credit"), known_value("Sotrel")
(True, False, True, False)
"""

import re

from cashkit.dossier.privacy.folding import words_of
from cashkit.dossier.tables import DUE_DATE_SOURCES, INVOICE_KINDS, PAYMENT_KINDS

_BOOKKEEPING = """
    a au aux d de des du en et l la le les ou par pour sans sur un une chez dont hors moins plus non
    accordes accordee accordes acompte acomptes acceptee acceptees acceptation achat achats actif actions affacturage
    affectation agencements agio agios amort amortissement amortissements an annee annuel apprentissage arrhes
    assurance
    assurances associes attente auto autres avance avances avoir avoirs bancaire bancaires banque banques benefice
    benefices bilan billet billets bon bons bordereau bulletin caisse caisses capital carburant carte cartes cb
    cession
    cessions cfe change charge charges cheque cheques chq chqs client clients cloture collectee collectif commande
    commandes commission commissions compensation complement comptabilite comptable compte comptes conges
    consommables constatees contentieux cotisation cotisations courant courante creance creances credit crediteur
    crediteurs creditrices cut cvae date debit debiteur debiteurs debours decaisser decembre deductible deplacement
    deplacements depot depots depreciation depreciations deprec dettes devise devises differe differences dividendes
    divers diverses dot dotation dotations douteuse douteuses douteux due dues ecart ecarts echeance echeances
    echange eau ecriture ecritures effet effets electricite emballages emprunt emprunts encaisser encaissement
    encaissements encours energie entretien equipement equipements escompte escomptes especes et etablir etat
    exceptionnel exceptionnelle exceptionnelles exceptionnels exercice export fabriquees fac fact factor facturation
    facture factures fevrier financier financiere financieres financiers finis fiscal fiscale formation fourn
    fournisseur
    fournisseurs fourniture fournitures frais fret fuel garantie garanties gaz general generaux gestion
    honoraires immob immobilisation immobilisations immobilise impaye impayes impot impots imputation impute imputee
    indemnite indemnites informatique installations interet interets interim interne internes intracom
    intracommunautaire intracommunautaires inventaire irrecouvrable irrecouvrables janvier jour jours journal journaux
    juillet juin lcr legal legale letter lettrage lettre litige litiges livraison livraisons location locations
    logiciel logiciels loyer loyers machine machines mai maintenance marchandise marchandises mars mat materiel
    matiere
    matieres mensuel mobilier mois mutuelle negoce net nette no non note notes nouveau nouveaux novembre numero
    octobre
    od operation operations ordre outillage ouverture paie paiement paiements parvenues passage passif patronale pea
    penalite penalites personnel perte pertes perdue perdues petit petites piece pieces port pose poses postaux
    premieres
    prelevement prelevements prelevt prelvt prestation prestations prevoyance prime primes privilegie prlv produit
    produits provision provisions publicite rabais recevoir reclassement recouvrement recus ref reference reg
    reglement
    reglements regl reglt regul regularisation regularisations regulariser rejet rejets relance relances remboursement
    remise remises rembt rep reprise reprises report reporte reserve reserves restaurant restant resultat retard
    retenue
    retenues retour retraite rglt ristournes rrr salaire salaires sepa septembre service services sociale sociales
    social societe societes solde soldes source sous stock stocks suspens tache taux taxe taxes telecom
    telecommunications telephone temporaire tiers titres traite traites transfert transferts transport transports
    travaux trimestre tva urssaf valeur valeurs var variation variations vehicule vehicules vente ventes verses
    versement
    versements vir virement virements vrt
    accrual accruals advance advances adjustment balance bank bill bills brought cash charge charges chargeback cheque
    closing credit customer customers debit deposit deposits discount entry expenses fees forward from goods income
    insurance interest invoice invoices journal ledger loan loss losses miscellaneous note opening operations order
    other paid payable payment payments purchases receipt receipts receivable receivables refund rent reversal
    salaries
    sales service supplier suppliers tax transfer transfers vat wages wire write
    avril aout balance initiale initial initiaux initiales reouverture reouvertures ouvertures"""
BOOKKEEPING = frozenset(_BOOKKEEPING.split())
"""Words of bookkeeping, French then English, without accents."""

FORMS = ("selarl", "sasu", "sarl", "eurl", "scop", "gmbh", "sas", "snc", "sci")
"""Legal forms that a fictional name keeps, in the place where they stand."""

_VALUES = """
    active adv approved acceptance accepte already_paid art artisans atelier awnings bank_transfer builders
    cancelled card carrier cash ceased cheque cif close closed collected commercial company comptabilite confirmed
    consumer consumers counter court credit daf delivered delivery depot derogation direct_debit discontent discounted
    disputed dormant draft duplicate duplicated email export factor false firm fitted free gates given goods granted
    hospital in_progress industry inactive insolvency insufficient_funds insurer intra_eu intra_group invoiced letter
    letter_of_credit liquidation logistique merchants monthly motorised_awnings new_contact none no no_answer of off
    open other own_truck paid paperwork partial partially parts payment pending per_delivery phone pick_up plan
    prepaid price private process promise promised public quality quantity rebate received redressement
    registered_letter rejected resolved retail reverse_charge sauvegarde service services sent shipped shutters signed
    sms standard suspended transfer transport treasury true urssaf waiting weekly withdrawn workshop wrong yes
    lettering fallback reference amount fifo sum deposit gross amort net year previous
    buyer_address buyer_identity buyer_siren buyer_siren_between_firms buyer_vat_number category
    corrected_invoice date_range delivery_address discount_terms due_after_issue exemption_reason
    final_not_deposit fiscal_representative indemnity issue_date legal_notes lines missing number
    number_format order_number paid_in_full payment_date penalty_rate present rebates seller_address
    seller_identity seller_legal_form seller_siren seller_vat_number single_notes siret_of_siren supply_date
    to_check type_code vat_and_totals vat_category vat_in_euros vat_on_debits vat_rate takings
"""
VALUES = frozenset((*_VALUES.split(), *INVOICE_KINDS, *PAYMENT_KINDS, *DUE_DATE_SOURCES))
"""Values that tables share: kinds, states, means of payment, reasons, departments of a company."""

_JOURNALS = """
    ac ach ha ve vt vte ven vent bq bqe bnq bk ba tr ca cai cais od odi oda an ano ran ouv ou pa pai paie sal ef eff
    fa fac no nd fo ex ext im imm sa st sto ecr dep div lt tva"""
JOURNALS = frozenset(_JOURNALS.split())
"""Codes of journals that software sets by itself."""

_SHARED = re.compile(r"[a-z]+(?:_[a-z]+)*")


def known_value(text: str) -> bool:
    """Tell whether every word of a value is one that tables share."""
    words = text.strip().lower().replace("-", " ").replace(":", " ").split()
    return bool(words) and all(word in VALUES for word in (_plain(word) for word in words))


def _plain(word: str) -> str:
    return word if _SHARED.fullmatch(word) else "".join(words_of(word))
