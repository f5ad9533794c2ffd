"""Names of companies, people and content, made from word lists of our own; addresses are reserved.

Companies live under `.example`, which nobody can own. The few private addresses stand at a real
provider, because that is what an importer has to cope with, under names longer than that provider
has ever allowed: none of them can exist.
"""

import re
import unicodedata

import numpy as np


def _listed(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


STEMS = _listed("""
Adlerhof Ahrensberg Altmark Ambach Anselm Arvika Auerfeld Bachmeyer Balthus Barkhoff Belmar
Bergsten Bexley Birkholm Blaauw Bodensee Borkum Brackwede Brandauer Brennick Brockley Brugman
Calder Carvell Castellan Cormans Corvey Dahlmann Deichgraf Delbrück Denholm Dernbach Donnersberg
Dorwin Dreyfeld Ebersol Eckhardt Edelstam Eichberg Elmridge Emsland Engadin Falkenau Farnell
Feldkirch Fenwick Finkbeiner Forsyth Freyung Gardelegen Gellert Genter Glarus Gossau Greifen
Grimstad Grubacher Haldane Hallwyl Hambrook Harkness Hartung Hasselt Heidrich Hellberg Herrlich
Hochwald Holtmann Ilmenau Innsteg Isenburg Jagsthal Jasper Juister Kaltenbach Karwendel Kastell
Kemperdick Kinzig Kirchheim Klarwein Knoll Kolding Krautheim Kronau Lahnstein Landau Lauterbach
Leitner Lenzburg Lindauer Lochner Lorrach Lübben Maarsen Mallinson Marbach Meinhardt Merseburg
Mittenwald Montafon Morven Neckar Nettelbeck Niederau Nordheim Oberhof Oderbruch Ostertal
Overbeck Padberg Parsloe Pendragon Pfalzer Prignitz Quedlin Quickborn Radstadt Randers
Ravensburg Reinach Rheinau Riedmann Rosendahl Rothwell Saalfeld Salzach Sandvik Schellenberg
Seefeld Silvretta Sollner Stavenhagen Steinach Stralau Sundgau Tannheim Thalwil Thurnau Tillmann
Torgau Traunstein Uckermark Ulmen Valdris Verden Vinstra Waldeck Wallhorn Warnow Wehrheim
Westerwald Wexford Wilmersdorf Wittmund Yardley Zellerfeld Zillertal Zurzach
""")

TRADES = (
    ("Brewing", "Dairy", "Foods", "Bakeries", "Beverages", "Confectionery"),
    ("Machinery", "Engineering", "Drives", "Tooling", "Presses", "Conveyor Systems"),
    ("Pharma", "Biologics", "Laboratories", "Sterile Products", "Therapeutics", "Diagnostics"),
    ("Automotive", "Castings", "Seating", "Powertrain", "Stampings", "Mobility Parts"),
    ("Logistics", "Freight", "Cold Chain", "Terminals", "Warehousing", "Parcel"),
    ("Chemicals", "Coatings", "Polymers", "Pigments", "Resins", "Specialty Gases"),
    ("Energy", "Waterworks", "Grid Services", "District Heating", "Stadtwerke", "Hydro"),
    ("Markets", "Home Stores", "Outfitters", "Garden Centres", "Retail Group", "Drugstores"),
)
"""What companies of each industry call themselves, in the order of `company.INDUSTRIES`."""

FORMS = (
    ("GmbH", "AG", "GmbH & Co. KG", "SE"),
    ("GmbH", "AG", "KG"),
    ("AG", "SA", "GmbH"),
    ("B.V.", "N.V."),
    ("Ltd", "plc"),
    ("SAS", "SA", "SARL"),
)
"""Legal forms of each country, in the order of `company.COUNTRIES`."""

FIRST = _listed("""
Adrian Agnes Alina Amelie Anders Anja Anton Astrid Aylin Beate Benedikt Bianca Bjarne Björn
Britta Carl Carolin Cedric Charlotte Christoph Clara Claudia Corinna Damian Daniela Deniz
Dominik Doris Eleni Elif Elisa Emil Emre Erik Eva Fabian Fatima Felix Filip Finn Florence
Franziska Frederik Gemma Gerald Gesine Giulia Greta Gwen Hanna Harriet Heiko Helene Henrik Imke
Ines Ingo Isabel Ivo Jana Janek Jasmin Joanna Jonas Julien Justus Karim Katrin Kirsten Konrad
Lara Lars Lea Leon Lilian Linus Lotte Louis Lucia Maarten Maja Malte Manon Marek Margit Marius
Marlene Mathis Mehmet Mina Miriam Mona Moritz Nadja Nele Nicolas Nils Noemi Oliver Olivia Ondrej
Oscar Paula Peer Philippa Pia Piotr Quentin Rahel Ralf Rana Reto Robin Rosa Ruben Sabrina Samir
Sandra Selma Silke Simon Sina Sofia Sven Tamara Tarek Tessa Thea Theo Tilda Tim Tobias Ute
Valentin Vera Viktor Wiebke William Xenia Yannick Yara Yusuf Zoe
""")

LAST = _listed("""
Achterberg Albers Amann Arnold Baumann Becker Bergmann Beyer Bianchi Böhm Bosch Brinkmann
Brouwer Bruckner Bühler Carlsen Clarke Conrad Costa Dekker Demir Dietrich Dubois Eberhard Egger
Engel Ernst Faber Fischer Fontaine Forster Frank Fuchs Gallagher Ganter Gerber Girard Graf Grant
Gruber Haas Hansen Hartmann Heller Henning Hirsch Hofer Huber Hughes Imhof Jäger Jansen Jensen
Kaiser Kaya Keller Kessler Klein Koller König Kowalski Kraft Kramer Kuhn Lambert Lang Lefevre
Lehmann Lindgren Lorenz Maier Marchetti Martin Meier Mercier Meyer Moreau Moser Müller Nagel
Neumann Novak Ott Özdemir Pauli Petersen Pfeiffer Pichler Pohl Quist Rausch Reiter Richter
Rieder Roth Sauter Schenk Schmid Schneider Scholz Schreiber Schubert Seidel Simonis Sommer
Stadler Steiner Sutter Taylor Thoma Ulrich Urban van_Dijk Visser Vogel Wagner Walker Weber
Weiler Wenger Werner Winkler Wirth Wolf Wyss Zander Ziegler Zimmer
""")

TITLES = (
    "Head of Maintenance", "Plant Manager", "Operations Director", "Maintenance Engineer",
    "Chief Operating Officer", "Production Manager", "Energy Manager", "IT Manager",
    "Purchasing Manager", "Reliability Engineer", "Managing Director", "Quality Manager",
    "Technical Buyer", "Working Student", "Data Engineer", "Site Manager",
)  # fmt: skip

PERSONA_OF_TITLE = {
    "Head of Maintenance": "Maintenance engineer",
    "Maintenance Engineer": "Maintenance engineer",
    "Reliability Engineer": "Maintenance engineer",
    "Plant Manager": "Plant manager",
    "Operations Director": "Plant manager",
    "Chief Operating Officer": "Plant manager",
    "Production Manager": "Plant manager",
    "Energy Manager": "Plant manager",
    "Quality Manager": "Plant manager",
    "Site Manager": "Plant manager",
    "Purchasing Manager": "Finance",
    "Managing Director": "Finance",
    "Technical Buyer": "Finance",
    "IT Manager": "IT",
    "Data Engineer": "IT",
}
"""Which persona the CRM gives to whom; a working student is none."""

TOPICS = (
    "bearing wear", "unplanned stops", "energy peaks", "vibration limits", "retrofit projects",
    "spare part stock", "shift handovers", "audit trails", "compressed air leaks", "pump failures",
    "sensor roll-outs", "line changeovers", "cold rooms", "gearbox health", "maintenance windows",
)  # fmt: skip

ANGLES = {
    "Case study": ("How {firm} cut {topic} by a third", "{firm}: a year without {topic}"),
    "Comparison sheet": ("Tessaro or the usual: {topic}", "Five ways to handle {topic}, compared"),
    "Product sheet": ("Node 4 for {topic}", "Gateway R2 and {topic}", "Platform guide: {topic}"),
    "White paper": ("What {topic} really cost", "A method for {topic}", "{topic}, measured"),
    "Slide deck": ("First meeting deck: {topic}", "Executive deck: {topic}"),
    "One-pager": ("{topic} on one page", "Questions to ask about {topic}"),
    "Video": ("Three minutes on {topic}", "On site at {firm}: {topic}"),
    "Calculator": ("Work out your {topic}", "Savings sheet: {topic}"),
}
"""How pieces of content of each kind are called."""


def slug(text: str) -> str:
    """Bring a text to the plain letters that an address may hold."""
    swapped = text.lower().replace("ü", "ue").replace("ö", "oe").replace("ä", "ae")
    plain = unicodedata.normalize("NFKD", swapped).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def name_companies(
    *, industry: list[int], country: list[int], random: np.random.Generator
) -> list[tuple[str, str]]:
    """Name each company and its domain; no two share either."""
    taken: set[str] = set()
    named = []
    stem, trade, form = (random.integers(0, 10_000, len(industry)).tolist() for _ in range(3))
    for place, (kind, land) in enumerate(zip(industry, country, strict=True)):
        words = f"{STEMS[stem[place] % len(STEMS)]} {TRADES[kind][trade[place] % 6]}"
        step = 0
        while slug(words) in taken:
            step += 1
            second = STEMS[(stem[place] + 7 * step) % len(STEMS)]
            words = f"{words.split(' ')[0]} {second} {TRADES[kind][(trade[place] + step) % 6]}"
        taken.add(slug(words))
        named.append((f"{words} {FORMS[land][form[place] % len(FORMS[land])]}", slug(words)))
    return [(name, f"{domain}.example") for name, domain in named]


def name_people(
    *, domains: list[str], random: np.random.Generator
) -> list[tuple[str, str, str, str]]:
    """Name each person: first name, last name, address at work, private address."""
    taken: set[str] = set()
    named = []
    first = random.integers(0, len(FIRST), len(domains)).tolist()
    last = random.integers(0, len(LAST), len(domains)).tolist()
    for place, domain in enumerate(domains):
        given, family = FIRST[first[place]], LAST[last[place]]
        box = f"{slug(given)}.{slug(family)}"
        while f"{box}@{domain}" in taken:
            box = f"{box}{place % 10}"
        taken.add(f"{box}@{domain}")
        private = f"{slug(given)}.{slug(family)}.is.a.made.up.person.{place:05d}@gmail.com"
        named.append((given, family, f"{box}@{domain}", private))
    return named


def name_content(*, kinds: list[str], random: np.random.Generator) -> list[str]:
    """Name each piece of content; no two share a name."""
    taken: set[str] = set()
    titles = []
    for kind in kinds:
        angle, topic, firm, issue = (int(number) for number in random.integers(0, 1000, 4))
        text = ANGLES[kind][angle % len(ANGLES[kind])].format(
            topic=TOPICS[topic % len(TOPICS)], firm=STEMS[firm % len(STEMS)]
        )
        text = text[0].upper() + text[1:]
        edition = 2
        while text in taken:
            text = f"{text.split(' (')[0]} ({2019 + issue % 8}, no. {edition})"
            edition += 1
        taken.add(text)
        titles.append(text)
    return titles
