"""The words that common systems use, by what they mean here; an agreement adds its own."""

LEAD_STAGES = (
    "new", "handed_over", "accepted", "rejected", "recycled", "working",
    "qualified", "disqualified", "converted", "customer",
)  # fmt: skip
DEAL_STAGES = ("open", "won", "lost")
FAMILIES = ("procedural", "clerical", "definitional", "disqualified", "timing", "other")

# HubSpot, Salesforce, Odoo, EspoCRM and Frappe in English, then German, French, Spanish and
# Portuguese. Codes and labels of the same stage stand side by side.
LEAD: dict[str, tuple[str, ...]] = {
    "new": (
        "new", "raw", "prospect", "subscriber", "lead", "inquiry",
        "neu", "interessent", "abonnent", "nouveau", "nouvelle", "abonné",
        "nuevo", "nueva", "suscriptor", "novo", "nova", "assinante",
    ),
    "handed_over": (
        "handed over", "handed to sales", "sent to sales", "passed to sales", "mql",
        "marketing qualified", "marketing qualified lead", "marketingqualifiedlead", "assigned",
        "open", "open - not contacted", "not contacted", "ready for sales",
        "übergeben", "an vertrieb übergeben", "zugewiesen", "offen", "noch nicht kontaktiert",
        "marketing-qualifizierter lead", "transmis", "transmis aux ventes", "attribué", "ouvert",
        "lead qualifié marketing", "entregado", "entregado a ventas", "asignado", "abierto",
        "lead calificado de marketing", "entregue", "entregue a vendas", "atribuído", "aberto",
        "lead qualificado pelo marketing",
    ),
    "accepted": (
        "accepted", "sal", "sales accepted", "sales accepted lead", "salesacceptedlead",
        "angenommen", "akzeptiert", "vom vertrieb angenommen", "accepté", "acceptée",
        "accepté par les ventes", "aceptado", "aceptado por ventas", "aceito", "aceito por vendas",
    ),
    "rejected": (
        "rejected", "sales rejected", "rejected by sales", "returned", "not accepted", "junk",
        "junk lead", "spam", "invalid", "duplicate", "abgelehnt", "zurückgewiesen", "ungültig",
        "rejeté", "rejetée", "refusé", "refusée", "rechazado", "rechazada", "no aceptado",
        "rejeitado", "rejeitada", "recusado", "inválido",
    ),
    "recycled": (
        "recycled", "recycle", "nurture", "nurturing", "back to marketing", "bad timing",
        "on hold", "postponed", "badtiming", "bad_timing", "wiedervorlage", "zurückgestellt",
        "schlechter zeitpunkt", "zurück an marketing", "recyclé", "mauvais moment", "en attente",
        "reciclado", "mal momento", "en espera", "momento ruim", "em espera", "nutrição",
    ),
    "working": (
        "working", "working - contacted", "in progress", "in process", "in_progress",
        "attempted to contact", "attempted_to_contact", "attempting", "connected", "contacted",
        "contact made", "replied", "in bearbeitung", "kontaktiert", "kontaktversuch", "verbunden",
        "en cours", "contacté", "tentative de contact", "en proceso", "en curso", "contactado",
        "intento de contacto", "em andamento", "contatado", "tentativa de contato", "conectado",
    ),
    "qualified": (
        "qualified", "sql", "sales qualified", "sales qualified lead", "salesqualifiedlead",
        "qualifiziert", "vertriebsqualifizierter lead", "qualifié", "qualifiée",
        "lead qualifié commercial", "calificado", "cualificado", "lead calificado de ventas",
        "qualificado", "lead qualificado por vendas",
    ),
    "disqualified": (
        "disqualified", "unqualified", "closed - not converted", "not converted", "dead", "lost",
        "not qualified", "nicht qualifiziert", "disqualifiziert", "unqualifiziert", "verloren",
        "geschlossen - nicht konvertiert", "non qualifié", "disqualifié", "perdu", "perdue",
        "no calificado", "no cualificado", "descalificado", "perdido", "perdida",
        "não qualificado", "desqualificado",
    ),
    "converted": (
        "converted", "closed - converted", "opportunity", "open deal", "open_deal", "proposition",
        "konvertiert", "umgewandelt", "geschlossen - konvertiert", "verkaufschance",
        "opportunité", "converti", "convertie", "oportunidad", "convertido", "oportunidade",
    ),
    "customer": (
        "customer", "won", "client", "evangelist", "kunde", "kundin", "gewonnen", "gagné",
        "cliente", "ganado", "ganho",
    ),
}  # fmt: skip
PERSON: dict[str, tuple[str, ...]] = {
    **LEAD,
    # Mailchimp's states say whether somebody reads, not how far they are.
    "new": (*LEAD["new"], "subscribed", "unsubscribed", "cleaned", "pending", "transactional"),
}
DEAL: dict[str, tuple[str, ...]] = {
    "open": (
        "open", "new", "appointmentscheduled", "appointment scheduled", "qualifiedtobuy",
        "qualified to buy", "presentationscheduled", "presentation scheduled",
        "decisionmakerboughtin", "decision maker bought-in", "contractsent", "contract sent",
        "prospecting", "qualification", "qualified", "needs analysis", "value proposition",
        "id. decision makers", "perception analysis", "proposal", "proposal/price quote",
        "proposal/quotation", "negotiation", "negotiation/review", "ready to close",
        "demo/making", "proposition", "engaging", "demo", "discovery", "offen", "angebot",
        "verhandlung", "qualifizierung", "ouvert", "proposition commerciale", "négociation",
        "abierto", "propuesta", "negociación", "aberto", "proposta", "negociação",
    ),
    "won": (
        "won", "closed won", "closedwon", "closed - won", "gewonnen", "abgeschlossen (gewonnen)",
        "gagné", "gagnée", "fermé gagné", "conclu", "ganado", "ganada", "cerrado ganado",
        "ganho", "ganha", "fechado ganho",
    ),
    "lost": (
        "lost", "closed lost", "closedlost", "closed - lost", "verloren",
        "abgeschlossen (verloren)", "perdu", "perdue", "fermé perdu", "perdido", "perdida",
        "cerrado perdido", "fechado perdido",
    ),
}  # fmt: skip
REASONS: dict[str, tuple[str, ...]] = {
    "procedural": (
        "wrong region", "wrong territory", "wrong owner", "wrong team", "misrouted", "duplicate",
        "duplicate lead", "already a customer", "existing customer", "already in contact",
        "open deal exists", "existing opportunity", "already working", "falsche region",
        "dublette", "doppelt", "bereits kunde", "falsches gebiet", "doublon", "déjà client",
        "mauvaise région", "duplicado", "ya es cliente", "região errada", "já é cliente",
    ),
    "clerical": (
        "incomplete", "missing data", "missing information", "wrong email", "invalid email",
        "bounced", "email bounced", "wrong number", "invalid phone", "wrong phone",
        "no contact details", "fake", "fake data", "spam", "test", "bad data", "unvollständig",
        "falsche nummer", "ungültige adresse", "incomplet", "faux numéro", "incompleto",
        "número equivocado", "datos incorrectos", "dados incorretos", "número errado",
    ),
    "definitional": (
        "not our customer", "not ideal customer", "outside icp", "not icp", "not a fit", "no fit",
        "bad fit", "poor fit", "too small", "too big", "company too small", "wrong industry",
        "wrong persona", "wrong role", "student", "job seeker", "competitor", "private person",
        "consultant", "below threshold", "wrong country", "zu klein", "falsche branche",
        "kein zielkunde", "passt nicht", "wettbewerber", "trop petit", "hors cible", "concurrent",
        "étudiant", "demasiado pequeño", "competidor", "no encaja", "muito pequeno", "concorrente",
        "fora do perfil",
    ),
    "disqualified": (
        "no budget", "no need", "no interest", "not interested", "no authority", "price",
        "too expensive", "chose competitor", "no response", "unresponsive", "kein budget",
        "kein bedarf", "kein interesse", "zu teuer", "pas de budget", "pas de besoin",
        "pas intéressé", "trop cher", "sin presupuesto", "sin interés", "muy caro",
        "sem orçamento", "sem interesse", "muito caro",
    ),
    "timing": (
        "bad timing", "not now", "later", "timing", "no timeline", "next year", "next quarter",
        "on hold", "too early", "project postponed", "später", "falscher zeitpunkt", "zu früh",
        "plus tard", "mauvais moment", "más tarde", "mal momento", "mais tarde", "momento ruim",
    ),
    "other": ("other", "unknown", "sonstiges", "andere", "autre", "otro", "outro"),
}  # fmt: skip
BANDS: dict[str, tuple[float, ...]] = {
    "employees": (10, 50, 250, 1000, 5000),
    "annual_revenue": (1e6, 1e7, 5e7, 2.5e8, 1e9),
}
Row = tuple[str, tuple[str, ...], str, tuple[str, ...], tuple[str, ...]]
# Step, who does it, who answers for it, who is asked before, who is told after.
STEPS: tuple[Row, ...] = (
    ("Bring in leads", ("marketing",), "marketing", ("sales",), ()),
    ("Hand a lead over", ("marketing",), "marketing", (), ("sales",)),
    ("Accept or reject a lead", ("sales",), "sales", (), ("marketing",)),
    ("Make the first contact", ("sales",), "sales", (), ()),
    ("Answer a rejection", ("marketing",), "marketing", ("sales",), ()),
    ("Win the deal", ("sales",), "sales", ("marketing",), ()),
    ("Make sales content", ("marketing",), "marketing", ("sales",), ()),
)

MEANINGS: dict[str, str] = {
    "new": "known to marketing, not handed over",
    "handed_over": "given to sales, no decision yet",
    "accepted": "sales has taken it",
    "working": "sales is on it",
    "qualified": "sales found a need and money",
    "converted": "it became a deal",
    "customer": "it bought",
    "rejected": "turned down before any contact",
    "disqualified": "closed after contact",
    "recycled": "sent back for later",
}

DIRECT = ("direct", "direct traffic", "(direct)", "(none)", "direkt", "directo", "direct visit")
TOUCHES = (
    "click", "visit", "form", "email_click", "event", "badge_scan", "download", "social", "other",
)  # fmt: skip
ACTS = ("call", "email", "meeting", "visit", "demo", "proposal", "message")
SALES_SOURCES = (
    "sales", "outbound", "outbound sales", "cold call", "cold calling", "cold email",
    "cold outreach", "prospecting", "self-generated", "sales generated", "sales prospecting",
)  # fmt: skip
