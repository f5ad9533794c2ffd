"""Closed lists of words that exports use, and what they become in the facts' own words."""

from functools import cache, lru_cache
from pathlib import Path

import pytz

from sameroom.connectors.headers import plain, tokens

_PICKLISTS = Path(__file__).parent / "words" / "picklists"

_ENDINGS = """
    inc llc ltd gmbh ag plc corp corporation co company group limited sa sas sarl srl spa bv nv
    ab oy as kg ohg kgaa holding holdings industries partners solutions systems technologies
    labs services associates bros sons lda ltda pty sl se ug ev
"""
COMPANY_ENDINGS = frozenset(_ENDINGS.split())

_COUNTRIES = (
    "usa|us|uk|england|deutschland|germany|frankreich|france|allemagne|spanien|espana|espagne|"
    "italien|italia|italie|italy|niederlande|nederland|pays-bas|paises bajos|schweiz|suisse|"
    "svizzera|osterreich|autriche|austria|belgien|belgique|belgie|polen|portugal|brasil|brasilien|"
    "bresil|brazil|united states of america|vereinigte staaten|etats-unis|estados unidos|"
    "stati uniti|verenigde staten|vereinigtes konigreich|royaume-uni|reino unido|regno unito|"
    "great britain|south korea|north korea|korea|russia|russian federation|czech republic|"
    "holland|mexiko|mexico|argentinien|danemark|danmark|schweden|sverige|norwegen|norge|finnland"
)

_CURRENCIES = (
    "eur usd gbp chf jpy cny cad aud nzd sek nok dkk pln czk huf ron bgn brl mxn inr zar try sgd "
    "hkd krw ils aed sar thb php idr myr clp cop pen ars uah rub"
)

_GIVEN_NAMES = """
    aaron abigail ada adam adrian agnes aisha alan albert alex alexander alexandra alexis alice
    alicia alison allison amanda amber amelia amy ana andre andrea andreas andrew angela angelica
    anita ann anna anne annette anthony antonio april arthur ashley astrid audrey barbara beatrice
    benjamin bernard bertha beth betty bill bob bonnie bradley brandon brandy brenda brian bruce
    bruno bryan caitlin carl carla carlos carmen carol caroline carolyn catherine cecile charles
    charlotte chelsea cheryl chris christian christina christine christoph christopher cindy claire
    clara claudia cody colin courtney craig cristina crystal curtis cynthia daniel danielle david
    dawn deborah debra denise dennis derek diana diane diego dominik donald donna doris dorothy
    douglas dustin dwight dylan edward eileen elaine elena elisabeth elizabeth ellen emily emma eric
    erica erik erika erin ernst esther ethan eva evan evelyn felix fernando florian frances
    francesca francesco francis francisco francois frank franz fred frederic frederick gabriel
    gabriela gary george gerald gina giovanni giulia gloria grace greg gregory gustavo hannah hans
    harold harry heather heidi heinrich helen helena helene henri henry hugo ian ingrid irene isabel
    isabella ivan jack jackie jacob jacqueline jakob james jamie jan jane janet janice jason javier
    jean jeff jeffrey jenna jennifer jeremy jerry jesse jessica jill jim joan joanna joao joe johan
    johannes john johnny jonas jonathan jordan jorge jose joseph joshua joyce juan juergen julia
    julian julie jurgen justin karen karin karl katherine kathleen kathryn katie kayla keith kelly
    kelsey ken kenneth kevin kim kimberly klaus kristen kristin kristina kurt kyle larry lars laura
    lauren laurent laurie lawrence lea lee lena leon leonard leslie linda lisa lois lorenzo lori
    louis louise luca lucas lucia luigi luis lukas luke madison manuel marc marco marcus margaret
    maria marie marina mario marion mark markus martha martin martina mary matteo matthew matthias
    max maximilian megan melanie melissa mia michael micheal michel michele michelle miguel mike
    miranda misty mitchell mohamed mohammed molly monica monika morgan nancy natalia natalie nathan
    nathaniel nicholas nicolas nicole nina noah norma olaf olivia oliver oscar pablo pam pamela
    paola patricia patrick paul paula paulo pedro peggy peter philip philippe phillip phyllis pierre
    pietro rachel rafael ralph ramon randall randy raymond rebecca regina reginald renate rene
    rhonda ricardo richard rick robert roberta roberto robin rodney roger ronald rosa rose roy
    russell ruth ryan sabine sabrina sally samantha samuel sandra sara sarah scott sean sebastian
    sergio shannon sharon shawn sheila shelby sheri sherry silvia simon simone sofia sol sonia
    sophia sophie stacey stacy stanley stefan stefanie stella stephanie stephen steve steven susan
    susanne suzanne sven sylvia tamara tammy tanya tara taylor teresa terri terry theodore theresa
    thomas tiffany tim timothy tina todd tom tommy toni tonya tracey tracy travis tyler uwe
    valentina valerie vanessa veronica victor victoria vincent virginia walter wanda wayne wendy
    werner whitney will william wolfgang xavier yolanda yvonne zachary
"""

WORDS: dict[str, dict[str, str]] = {
    "deal.outcome": {
        "won": "auftrag erhalten|erfolgreich|zuschlag|conclu|signe|conclue|ganadas|fechado|vinta|"
        "closed won|closedwon|won|closed - won|gewonnen|abgeschlossen und gewonnen|gagne|"
        "gagnee|ferme gagne|fermee gagnee|ganado|ganada|cerrada ganada|cerrado ganado|ganho|ganha|"
        "fechado ganho|fechada ganha|vinto|vinta|chiuso vinto|chiusa vinta|gesloten gewonnen|"
        "signed|success|successful|deal won|sold|vendu|verkauft",
        "lost": "auftrag verloren|abgelehnt|abgesagt|abandonne|sans suite|descartado|desistido|"
        "abbandonata|"
        "no decision|disqualified|dead|closed lost|closedlost|lost|closed - lost|verloren|"
        "abgeschlossen und verloren|"
        "perdu|perdue|ferme perdu|fermee perdue|perdido|perdida|cerrada perdida|cerrado perdido|"
        "fechado perdido|fechada perdida|perso|persa|chiuso perso|chiusa persa|gesloten verloren|"
        "deal lost|failed|abandoned|cancelled|canceled",
    },
    "deal.kind": {
        "new": "new|new business|newbusiness|new customer|neukunde|neugeschaft|nouveau client|"
        "nuevo cliente|nuevo negocio|novo negocio|novo cliente|nuovo cliente|nieuwe klant|"
        "neues geschaft|nouvelle affaire|nieuwe zaken",
        "expansion": "existing business|existingbusiness|existing customer - upgrade|upsell|"
        "cross-sell|expansion|existing customer|existing customer - replacement|"
        "existing customer - downgrade|add-on|bestandskunde|client existant|cliente existente|"
        "cliente esistente|bestaande klant|upgrade",
        "renewal": "renewal|renew|verlangerung|renouvellement|renovacion|renovacao|rinnovo|"
        "verlenging",
        "win-back": "win-back|winback|reactivation|ruckgewinnung|reconquista|reconquete",
    },
    "activity.kind": {
        "call": "telephone|phone out|phone in|voicemail|call|calls|phone|phone call|phonecall|"
        "anruf|telefonat|appel|llamada|chamada|"
        "ligacao|chiamata|telefonata|oproep|gesprek|outbound call|logged call",
        "email": "email|e-mail|mail|incoming email|incoming_email|courriel|correo|"
        "correo electronico|forwarded email|email sent|sales email",
        "meeting": "video call|webmeeting|workshop|conference|rendez vous|rdv|"
        "reunion|visio|meeting|"
        "event|appointment|besprechung|termin|reunion|rendez-vous|reuniao|"
        "riunione|incontro|vergadering|afspraak|treffen",
        "visit": "visit|site visit|besuch|visite|visita|bezoek|field visit|vor ort",
        "demo": "demo|demonstration|product demo|presentation|vorfuhrung",
        "proposal": "proposal|quote|offer|angebot|devis|propuesta|proposta|preventivo|offerte",
        "task": "task|todo|to-do|aufgabe|tache|tarea|tarefa|compito|taak",
        "note": "note|notiz|notes|nota|notitie|comment",
        "message": "message|sms|whatsapp|chat|linkedin|linkedin message|communication|nachricht|"
        "mensaje|messaggio|bericht",
    },
    "activity.direction": {
        "outbound": "outbound|outgoing|out|ausgehend|sortant|saliente|in uscita|uitgaand|de salida",
        "inbound": "inbound|incoming|in|eingehend|entrant|entrante|in entrata|inkomend",
        "internal": "internal|intern|interne|interno",
    },
    "touch.kind": {
        "email_sent": "send email|email send|emailsend|received email|delivery|envoi|livre|"
        "delivre|versendet|entregado|entregue|"
        "consegnato|afgeleverd|sent|send|delivered|email sent|email_sent|gesendet|envoye|"
        "enviado|inviato|"
        "processed|zugestellt|verzonden",
        "email_open": "open email|email opens|mail opened|email ouvert|ouverture|"
        "opened email|mail geoffnet|"
        "apertura|abertura|open|opened|"
        "opens|email open|email_open|email opened|geoffnet|ouvert|"
        "abierto|aberto|aperto|geopend|read",
        "email_click": "click email|click link|email clickthrough|clickthrough|clicked link|"
        "link clicked|clicked email|clic sur lien|link geklickt|"
        "click|clicked|clicks|"
        "email click|email_click|email clicked|geklickt|"
        "link click|clic|clique|clicado|geklikt",
        "email_bounce": "bounceback|bounce back|email bounced hard|rebond|rebote duro|"
        "rimbalzo|nicht zustellbar|bounce|bounced|hard bounce|"
        "soft bounce|email bounce|dropped|"
        "unzustellbar|rebote",
        "unsubscribe": "unsubscribe email|opted out|desinscription|desabonnement|abmeldung|"
        "cancelacion|descadastro|"
        "disiscrizione|uitschrijving|unsubscribe|unsubscribed|unsub|opt out|abgemeldet|"
        "desabonne|baja|"
        "afgemeld|disiscritto|email unsubscribed",
        "complaint": "spam|spamreport|spam report|complaint|abuse|spam complaint|beschwerde",
        "form": "fill out form|fill form|form filled out|submit form|formulaire rempli|"
        "formular ausgefullt|contact form|demo request|filled form|"
        "submitted form|form|form submission|form submit|form_submission|form filled|"
        "formular|"
        "formulaire|formulario|modulo|formulier|submission|signup",
        "visit": "visit webpage|visit web page|web page visit|page viewed|viewed page|"
        "web visit|page vue|seitenaufruf|pagina vista|"
        "website visited|active on site|visit|page view|pageview|page_view|page visit|"
        "visited|website visit|besuch|"
        "visite|visita|bezoek|web visit|site visit",
        "impression": "impression|ad impression|ad view|view-through|impresion|seen",
        "event": "event|webinar|attended|registered|event attended|webinar attended|veranstaltung|"
        "evenement|evento|attendance|event registration|attended event",
        "badge_scan": "badge scan|badge_scan|booth scan|scan|booth visit",
        "download": "download|downloaded|asset download|content download|telechargement|descarga|"
        "whitepaper download",
        "social": "social|like|share|comment|social interaction|follow|retweet",
        "click": "ad click|ad_click|banner click|paid click",
    },
    "asset_use.kind": {
        "shared": "share|shared|sent|send|forwarded|link shared|shared with buyer|emailed|partage|"
        "partagee|envoye|envoi|geteilt|gesendet|versendet|weitergeleitet|compartido|enviado|"
        "compartilhado|condiviso|inviato|gedeeld|verstuurd|verzonden|pitch",
        "presented": "present|presented|presentation|pitched|shown|opened in meeting|presente|"
        "prasentiert|praesentiert|gezeigt|presentado|apresentado|presentato|gepresenteerd",
        "attached": "attach|attached|attachment|added to deal|joint|angehangt|adjuntado|anexado|"
        "allegato|bijgevoegd",
        "viewed": "view|viewed|open|opened|read|seen|watched|played|vu|vue|vues|consulte|"
        "consultation|"
        "lu|angesehen|gesehen|aufgerufen|gelesen|visto|vista|visualizado|visualizacion|"
        "visualizacao|visualizzato|visualizzazione|bekeken|buyer viewed|page view|geoffnet|ouvert",
        "downloaded": "download|downloaded|saved offline|telechargement|telecharge|heruntergeladen|"
        "descargado|descarga|baixado|download effettuato|scaricato|gedownload",
        "liked": "like|liked",
        "bookmarked": "bookmark|bookmarked|favorite|saved|favori|gemerkt|guardado|salvato|favoriet",
        "commented": "comment|commented|comment created",
        "other": "follow|followed|other",
    },
    "stage_change.subject": {
        "deal": "deal|opportunity|opp|verkaufschance|affaire|opportunite|oportunidad|oportunidade|"
        "opportunita|kans|verkoopkans|negocio|trattativa",
        "lead": "lead|enquiry|inquiry|anfrage|piste|prospect|interessent",
        "person": "contact|person|people|kontakt|ansprechpartner|contacto|contato|contatto|"
        "contactpersoon|personne",
    },
    "consent": {
        "yes": "subscribed|opted in|opt in|opt-in|double opt in|double opt-in|single opt in|"
        "granted|"
        "given|consented|confirmed|allow|allowed|send|accepted|abonniert|erteilt|zugestimmt|"
        "inscrit|"
        "abonne|accepte|suscrito|aceptado|iscritto|concesso|inscrito|aceito|ingeschreven|"
        "toestemming|"
        "explicit consent|consent given",
        "no": "unsubscribed|never subscribed|not subscribed|non-subscribed|opted out|opt out|"
        "opt-out|"
        "withdrawn|not given|denied|revoked|refused|declined|no consent|unconfirmed|do not allow|"
        "not allowed|do not send|cleaned|suppressed|abgemeldet|nicht erteilt|widerrufen|abgelehnt|"
        "nicht abonniert|desinscrit|desabonne|refuse|no suscrito|dado de baja|rechazado|"
        "disiscritto|"
        "negato|descadastrado|uitgeschreven|geen toestemming|never opted in|do not contact",
    },
    "team": {
        "sales": "sales|vertrieb|ventes|ventas|vendas|vendite|verkoop|account executive|"
        "inside sales|field sales|sdr|bdr|sales development|commercial|ae",
        "marketing": "marketing|mktg|demand generation|demand gen|growth|content|brand|"
        "communications",
        "service": "service|customer success|success|kundendienst|cs",
        "support": "support|customer support|helpdesk|help desk",
        "management": "management|executive|leadership|geschaftsfuhrung|direction|direccion",
    },
}
"""For each closed vocabulary: the fact's word, and the words that exports use for it."""


@cache
def lists() -> dict[str, frozenset[str]]:
    """List the closed vocabularies by which a column's content is known."""
    found = {file.stem: _read(file) for file in sorted(_PICKLISTS.glob("*.txt"))}
    found |= {name: frozenset(translation(name)) for name in WORDS}
    found["country"] = frozenset(_countries())
    found["currency"] = frozenset(_CURRENCIES.split())
    return found


@cache
def translation(name: str) -> dict[str, str]:
    """Give the words of a closed vocabulary and what each becomes."""
    pairs = WORDS.get(name, {})
    return {word: meant for meant, words in pairs.items() for word in words.split("|")}


def translate(name: str, value: str) -> str:
    """Translate one word, also when it stands inside a longer one; "" when it is not known."""
    return translation(name).get(_found(name, value), "")


def matched(name: str, value: str) -> int:
    """Tell how many letters of a value a closed vocabulary knows; 0 for none."""
    return len(_found(name, value))


@lru_cache(maxsize=20_000)
def _found(name: str, value: str) -> str:
    """Find the longest word of a vocabulary that a value is or has inside."""
    known, wanted = translation(name), " ".join(plain(value).replace("_", " ").split())
    if wanted in known:
        return wanted
    wanted = " ".join(tokens(value)) if value.isalpha() and value.isascii() else wanted
    padded = f" {wanted.replace('-', ' ').replace('/', ' ')} "
    inside = [word for word in known if len(word) > 3 and f" {word} " in padded]
    return max(inside, key=len, default="")


@cache
def given_names() -> frozenset[str]:
    """List common given names."""
    return frozenset(_GIVEN_NAMES.split())


@cache
def _countries() -> set[str]:
    names = {plain(name) for name in pytz.country_names.values()}
    codes = {code.lower() for code in pytz.country_names}
    return names | codes | set(_COUNTRIES.split("|"))


def _read(file: Path) -> frozenset[str]:
    return frozenset(line.strip() for line in file.read_text(encoding="utf-8").splitlines() if line)
