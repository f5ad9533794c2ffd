"""Ventalia, an invented CRM of the Spanish and Italian market: what a full export looks like.

Semicolons, day first, decimal commas, Spanish headers with a few left in English.
"""

import csv
from collections import namedtuple
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

Row = Sequence[object]  # in the order of the file's labels

TODAY = datetime(2026, 5, 29, 19, 0)  # noqa: DTZ001  # the export carries no time zone
FIRST = ("Lucía", "Javier", "Marta", "Álvaro", "Giulia", "Matteo", "Carmen", "Iñaki", "Chiara",
         "Sergio", "Nuria", "Lorenzo", "Pilar", "Davide", "Rocío", "Andrés")  # fmt: skip
LAST = ("García Ruiz", "Fernández Soler", "Bianchi", "Etxeberria", "Moretti", "Núñez Prado",
        "Colombo", "Vidal Ferrer", "Romano", "Ortega Peña", "Conti", "Serrano Gil")  # fmt: skip
STEMS = ("Aceites del Sur", "Metalúrgica Ebro", "Ceramiche Valdarno", "Logística Levante",
         "Bodegas Arlanza", "Meccanica Brenta", "Textil Maresme", "Clínica Alborán",
         "Alimentari Sanzio", "Construcciones Duero", "Farmacia Ticino", "Hoteles Almadraba",
         "Energía Monegros", "Grafica Adige", "Conservas Rías Baixas")  # fmt: skip
SECTORS = ("Alimentación y bebidas", "Industria metalúrgica", "Cerámica", "Transporte y logística",
           "Construcción", "Sanidad", "Textil", "Hostelería", "Energía")  # fmt: skip
SPAIN = (("Sevilla", "Sevilla"), ("Zaragoza", "Zaragoza"), ("Paterna", "Valencia"),
         ("Vigo", "Pontevedra"), ("Getafe", "Madrid"), ("Mataró", "Barcelona"))  # fmt: skip
ITALY = (("Padova", "Veneto"), ("Arezzo", "Toscana"), ("Bergamo", "Lombardia"))
JOBS = ("Director de Compras", "Gerente", "Responsabile Acquisti", "Jefa de Planta", "CFO",
        "Responsable de IT", "Administración", "Directora de Operaciones")  # fmt: skip
ORIGINS = ("Formulario web", "Feria", "Recomendación", "Llamada en frío", "Google Ads",
           "Distribuidor", "Webinar")  # fmt: skip
FUNNELS = {
    "Venta directa": ("Cualificación", "Visita realizada", "Oferta enviada", "Negociación"),
    "Canal distribuidores": ("Registro", "Estudio técnico", "Presupuesto"),
}
LOST = ("Precio", "Elige a la competencia", "Sin presupuesto", "Proyecto aplazado",
        "No contesta", "Plazo de entrega")  # fmt: skip
LINES = ("Gestión de almacén", "Módulo Fábrica", "Movilidad comercial", "Mantenimiento anual")
CALLS = {"Llamada", "Correo"}
TEAMS = ("Ventas Iberia", "Ventas Italia", "Marketing", "Atención al cliente", "Dirección")
USERS = tuple(f"{FIRST[n % 16]} {LAST[(n * 5 + n // 12) % 12]}" for n in range(30))

NOUNS = {
    "actividades.csv": "activity", "contactos.csv": "person", "empresas.csv": "account",
    "historial_etapas.csv": "stage_change", "oportunidades.csv": "deal", "usuarios.csv": "member",
}  # fmt: skip

LABELS: dict[str, dict[str, str]] = {
    "usuarios.csv": {
        "ID Usuario": "member.source_id", "Nombre y apellidos": "member.name",
        "Correo electrónico": "member.email", "Equipo": "member.team",
        "Superior": "member.manager_id", "Delegación": "member.region",
        "Perfil de permisos": "ignore", "Activo": "member.is_active",
        "Último acceso": "ignore", "Fecha de alta": "ignore",
    },
    "empresas.csv": {
        "Código": "account.source_id", "Razón social": "account.name",
        "Nombre comercial": "account.name|attribute", "CIF / P. IVA": "attribute",
        "Página web": "account.domain", "Teléfono": "account.phone", "Sector": "account.industry",
        "Nº empleados": "account.employees", "Facturación anual (€)": "account.annual_revenue",
        "Población": "attribute|account.region", "Provincia": "account.region",
        "País": "account.country", "Comercial asignado": "account.owner_id",
        "Tipo de cuenta": "attribute", "Forma de pago": "attribute",
        "Fusionada en": "account.merged_into_id", "Fecha de alta": "ignore",
        "Última modificación": "account.seen_at|ignore", "Sync hash": "ignore",
    },
    "contactos.csv": {
        "ID Contacto": "person.source_id", "Nombre": "person.name", "Apellidos": "person.name",
        "E-mail": "person.email", "Tel. fijo": "person.phone", "Móvil": "person.phone|attribute",
        "Cargo": "person.title", "Departamento": "attribute", "Cód. empresa": "person.account_id",
        "Empresa": "person.account_id|account.name|ignore", "Gestor": "person.owner_id",
        "Fase": "person.lifecycle_stage", "Origen": "person.first_channel",
        "Papel en la decisión": "person.buying_role", "Buyer persona": "person.persona",
        "Acepta comunicaciones": "person.has_consent", "Fecha RGPD": "attribute",
        "Provincia": "person.region", "País": "person.country",
        "Lead score": "attribute|lead.score", "Nº correos abiertos": "ignore",
        "Fecha de creación": "person.created_at", "Última modificación": "person.seen_at|ignore",
        "Eliminado": "person.is_deleted",
    },
    "oportunidades.csv": {
        "Nº oportunidad": "deal.source_id", "Título": "deal.name",
        "Cód. empresa": "deal.account_id", "Cliente": "deal.account_id|account.name|ignore",
        "ID Contacto": "deal.person_id", "Responsable": "deal.owner_id", "Embudo": "deal.pipeline",
        "Etapa": "deal.stage", "Situación": "deal.outcome",
        "Importe": "deal.amount|deal.amount_stated", "Divisa": "deal.currency",
        "% Prob.": "deal.probability", "Importe ponderado": "attribute|ignore",
        "Línea de producto": "deal.product", "Tipo de venta": "deal.kind",
        "Canal de captación": "deal.channel", "Campaña": "deal.campaign_id",
        "Fecha de apertura": "deal.created_at", "Cierre previsto": "deal.closed_at|ignore",
        "Fecha de cierre": "deal.closed_at", "Motivo de pérdida": "deal.lost_reason",
        "Competidor": "attribute", "Próximo paso": "attribute", "Forecast category": "attribute",
        "Última modificación": "deal.seen_at|ignore",
    },
    "historial_etapas.csv": {
        "ID Registro": "stage_change.source_id", "Nº oportunidad": "stage_change.subject_id",
        "Orden": "stage_change.position", "Etapa anterior": "stage_change.from_stage",
        "Etapa nueva": "stage_change.to_stage", "Fecha del cambio": "stage_change.changed_at",
        "Usuario": "stage_change.changed_by_id", "Motivo": "stage_change.reason",
        "Días en etapa anterior": "ignore",
    },
    "actividades.csv": {
        "ID Actividad": "activity.source_id", "Tipo": "activity.kind", "Asunto": "activity.subject",
        "Sentido": "activity.direction", "Inicio": "activity.occurred_at", "Fin": "ignore",
        "Duración (min)": "activity.minutes", "Resultado": "activity.outcome", "Estado": "ignore",
        "Realizada por": "activity.member_id", "ID Contacto": "activity.person_id",
        "Cód. empresa": "activity.account_id", "Nº oportunidad": "activity.deal_id",
        "Automática": "activity.is_automatic", "Notas": "message.body|ignore",
        "Created at": "ignore",
    },
}  # fmt: skip

Firm = namedtuple("Firm", "code name domain place country prefix")
Deal = namedtuple("Deal", "code firm contact owner funnel path status reason")


def write(*, folder: Path, seed: int = 1, rows: int = 60) -> None:
    """Write every file of an export; `rows` is the number of contacts."""
    random = Random(seed)
    firms = [_firm(random, number) for number in range(max(rows * 2 // 3, 1))]
    deals = [_deal(random, firms, number, rows) for number in range(max(rows // 2, 1))]
    acts = [_activity_row(random, firms, deals, n) for n in range(rows * 5 // 4)]
    _save(folder / "usuarios.csv", [_user_row(random, n) for n in range(len(USERS))])
    _save(folder / "empresas.csv", [_firm_row(random, f, firms, deals) for f in firms])
    _save(folder / "contactos.csv", [_person_row(random, firms, n) for n in range(rows)])
    _save(folder / "oportunidades.csv", [_deal_row(random, deal) for deal in deals])
    _save(folder / "historial_etapas.csv", [m for deal in deals for m in _moves(random, deal)])
    _save(folder / "actividades.csv", acts)


def _save(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(LABELS[path.name])
        writer.writerows(rows)


def _stamp(moment: datetime) -> str:
    return moment.strftime("%d/%m/%Y %H:%M")


def _later(random: Random, moment: datetime) -> str:
    return _stamp(moment + (TODAY - moment) * random.random())


def _money(value: float) -> str:
    return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


def _before(random: Random, days: int) -> datetime:
    return TODAY - timedelta(days=random.randrange(1, days), minutes=random.randrange(600))


def _maybe(random: Random, share: float, *values: object) -> object:
    return random.choice(values) if random.random() < share else ""


def _ascii(text: str) -> str:
    return text.lower().translate(str.maketrans("áéíóúñ", "aeioun", " "))


def _firm(random: Random, number: int) -> Firm:
    stem, is_italian = STEMS[number % 15], number % 15 in {2, 5, 8, 10, 13}
    stem += ("", " Grupo", " Norte", " Export")[number // 15 % 4]
    place = random.choice(ITALY if is_italian else SPAIN)
    form, ending = ("S.r.l.", ".it.example") if is_italian else ("S.L.", ".es.example")
    return Firm(f"EMP-{1204 + number:06}", f"{stem} {form}", _ascii(stem) + ending, place,
                *(("Italia", "+39") if is_italian else ("España", "+34")))  # fmt: skip


def _deal(random: Random, firms: Sequence[Firm], number: int, rows: int) -> Deal:
    contact, funnel = random.randrange(max(rows, 1)), random.choices(tuple(FUNNELS), (3, 1))[0]
    stages = FUNNELS[funnel]
    reached = random.randrange(1, len(stages) + 1)
    won = 9 if reached == len(stages) else 0
    status = random.choices(("En curso", "Ganada", "Perdida"), (4, won, 3))[0]
    moment, path = _before(random, 330) - timedelta(days=75), []
    for stage in (*stages[:reached], *(() if status == "En curso" else (status,))):
        path.append((stage, moment))
        moment += timedelta(minutes=random.randrange(1500, 19_000))
    return Deal(f"OP26/{411 + number:05}", firms[contact % len(firms)], 88010 + contact * 3,
                random.choice(USERS[:12]), funnel, tuple(path), status,
                random.choice(LOST) if status == "Perdida" else "")  # fmt: skip


def _user_row(random: Random, number: int) -> Row:
    team, name = TEAMS[number % (2 if number < 12 else 5)], USERS[number]
    return (
        f"U{300 + number}", name, f"{_ascii(name.split()[0])}.{number}@solvara.example", team,
        "" if team == "Dirección" else USERS[14], random.choice(("Madrid", "Milano", "Sevilla")),
        random.choice(("Comercial", "Comercial", "Administrador")),
        random.choices(("Sí", "No"), (7, 1))[0],
        _stamp(_before(random, 25)), _stamp(_before(random, 1500))[:10],
    )  # fmt: skip


def _firm_row(random: Random, firm: Firm, firms: Sequence[Firm], deals: Sequence[Deal]) -> Row:
    theirs = [deal.status for deal in deals if deal.firm == firm]
    staff, created = int(random.lognormvariate(4.2, 0.9)) + 3, _before(random, 1400)
    is_spanish, is_client = firm.country == "España", "Ganada" in theirs or random.random() < 0.25
    return (
        firm.code, firm.name, _maybe(random, 0.4, firm.name.rpartition(" ")[0]),
        f"{'B' if is_spanish else 'IT035'}{random.randrange(10**7, 10**8)}",
        _maybe(random, 0.85, f"www.{firm.domain}"),
        _maybe(random, 0.8, f"{firm.prefix} 9{random.randrange(10**7, 10**8)}"),
        _maybe(random, 0.9, *SECTORS), _maybe(random, 0.7, staff),
        _maybe(random, 0.6, _money(staff * 1000.0 * random.randrange(60, 240))), firm.place[0],
        firm.place[1], firm.country, random.choice(USERS[:12]),
        "Cliente" if is_client else random.choice(("Potencial", "Potencial", "Excliente")),
        _maybe(random, 1.0, "Transf. 30 días", "Giro 60 días", "Ri.Ba.") if is_client else "",
        "" if theirs else _maybe(random, 0.2, firms[0].code), _stamp(created)[:10],
        _later(random, created), f"{random.getrandbits(40):010x}",
    )  # fmt: skip


def _person_row(random: Random, firms: Sequence[Firm], number: int) -> Row:
    firm, first, last = firms[number % len(firms)], random.choice(FIRST), random.choice(LAST)
    created, accepts = _before(random, 800), random.random() < 0.7
    mail = f"{_ascii(first)[0]}{_ascii(last.split()[0])}{number}@{firm.domain}"
    return (
        88010 + number * 3, first, last, _maybe(random, 0.94, mail),
        _maybe(random, 0.5, f"{firm.prefix} 9{random.randrange(10**7, 10**8)}"),
        _maybe(random, 0.6, f"{firm.prefix} 6{random.randrange(10**7, 10**8)}"),
        _maybe(random, 0.85, *JOBS), _maybe(random, 0.6, "Compras", "Producción", "Finanzas"),
        firm.code, firm.name, random.choice(USERS[:12]),
        random.choice(("Suscriptor", "Lead", "Lead cualificado", "Oportunidad", "Cliente")),
        _maybe(random, 0.9, *ORIGINS),
        _maybe(random, 0.5, "Decisor", "Prescriptor", "Usuario", "Bloqueador"),
        _maybe(random, 0.4, "Paco Planta", "Carla Compras", "Fina Finanzas"),
        "Sí" if accepts else "No", _stamp(created)[:10] if accepts else "", firm.place[1],
        firm.country, random.randrange(0, 101), random.randrange(0, 30), _stamp(created),
        _later(random, created), random.choices(("No", "Sí"), (30, 1))[0],
    )  # fmt: skip


def _deal_row(random: Random, deal: Deal) -> Row:
    opened, last, line = deal.path[0][1], deal.path[-1][1], random.choice(LINES)
    stage = [name for name, _ in deal.path if name != deal.status][-1]
    chance = {"Ganada": 100, "Perdida": 0}.get(deal.status, 20 * len(deal.path))
    value, is_open = round(random.lognormvariate(9.4, 0.8), -1), deal.status == "En curso"
    kinds = ("Nueva", "Nueva", "Nueva", "Ampliación", "Renovación", "Recuperación")
    return (
        deal.code, f"{line} - {deal.firm.name}", deal.firm.code, deal.firm.name, deal.contact,
        deal.owner, deal.funnel, stage, deal.status, _money(value), "EUR", f"{chance} %",
        _money(value * chance / 100), line, random.choice(kinds), _maybe(random, 0.85, *ORIGINS),
        _maybe(random, 0.4, "Feria Alimentaria 2026", "Webinar trazabilidad", "Ads - Almacén"),
        _stamp(opened), _stamp(opened + timedelta(days=random.randrange(30, 150)))[:10],
        "" if is_open else _stamp(last)[:10], deal.reason,
        _maybe(random, 0.3, "Gestiona360", "Zucchetta", "Excel"),
        _maybe(random, 0.6, "Enviar oferta", "Visita a planta", "Llamar a gerencia")
        if is_open else "",
        random.choice(("Pipeline", "Best case", "Commit")),
        _stamp(last + timedelta(minutes=random.randrange(9000))),
    )  # fmt: skip


def _moves(random: Random, deal: Deal) -> list[Row]:
    steps = (("", deal.path[0][1]), *deal.path)
    return [
        (f"{deal.code[-5:]}-{place}", deal.code, place, before, after, _stamp(moment),
         deal.owner if random.random() < 0.9 else USERS[14],
         deal.reason if after == "Perdida" else "", (moment - since).days if before else "")
        for place, ((before, since), (after, moment))
        in enumerate(zip(steps, deal.path, strict=False), 1)
    ]  # fmt: skip


def _activity_row(random: Random, firms: Sequence[Firm], deals: Sequence[Deal], number: int) -> Row:
    deal = random.choice(deals) if random.random() < 0.6 else None
    contact = deal.contact if deal else 88010 + random.randrange(len(firms)) * 3
    kind = random.choice(("Llamada", "Llamada", "Correo", "Visita", "Reunión", "Demo", "Tarea"))
    start = deal.path[0][1] + timedelta(days=number % 25) if deal else _before(random, 300)
    minutes, is_timed = random.choice((10, 15, 30, 45, 60, 90)), kind not in {"Correo", "Tarea"}
    is_done, about = random.random() < 0.85, random.choice(("oferta", "primer contacto", "dudas"))
    return (
        610400 + number, kind, f"{kind}: {about}",
        random.choice(("Saliente", "Saliente", "Entrante")) if kind in CALLS else "",
        _stamp(start), _stamp(start + timedelta(minutes=minutes)) if is_timed else "",
        minutes if is_timed else "", _maybe(random, 0.9, "Contactado", "No contesta", "Interesado")
        if is_done and is_timed else "", "Realizada" if is_done else "Pendiente",
        random.choice(USERS[:12]), contact, firms[(contact - 88010) // 3 % len(firms)].code,
        deal.code if deal else "", _maybe(random, 0.4, "Sí") or "No" if kind == "Correo" else "No",
        _maybe(random, 0.35, "Pide referencias.", "Decide el comité.", "Duda de la integración."),
        _stamp(start - timedelta(days=random.randrange(1, 9))),
    )  # fmt: skip
