"""A cookbook that was there before its lists were its own gets in them what it had till now, under the same keys."""

from django.db import migrations

TITLES = {
    "former": ("Samarbeidsform", "Samarbeidsform", "Form of collaboration"),
    "etterpa": ("Etter piloten", "Etter piloten", "After the pilot"),
}
ENTRIES = {
    "former": [
        ("felles-gjennomgang", "Felles gjennomgang eller intensjonsavtale", "Felles gjennomgang eller intensjonsavtale", "Joint review or letter of intent"),
        ("pilotavtale", "Pilotavtale", "Pilotavtale", "Pilot agreement"),
        ("kjop-under-innslagspunktet", "Kjøp under innslagspunktet i loven", "Kjøp under innslagspunktet i lova", "Purchase below the lower limit of the Act"),
        ("abonnement", "Abonnement eller medlemskap", "Abonnement eller medlemskap", "Subscription or membership"),
        ("driftsavtale", "Driftsavtale", "Driftsavtale", "Operating agreement"),
        ("rammeavtale", "Rammeavtale", "Rammeavtale", "Framework agreement"),
        ("anskaffelse", "Anskaffelse med konkurranse", "Innkjøp med konkurranse", "Procurement with competition"),
        ("reservert-kontrakt", "Reservert kontrakt", "Reservert kontrakt", "Reserved contract"),
        ("innovasjonspartnerskap", "Innovasjonspartnerskap", "Innovasjonspartnarskap", "Innovation partnership"),
        ("fou", "Forskning og utvikling", "Forsking og utvikling", "Research and development"),
        ("tilskudd", "Tilskudd", "Tilskot", "Grant"),
        ("partnerskap", "Partnerskap uten penger", "Partnarskap utan pengar", "Partnership without money"),
        ("felles-soknad", "Felles søknad om midler utenfra", "Felles søknad om midlar utanfrå", "Joint application for outside funds"),
        ("lokaler", "Lokaler eller folk stilt til rådighet", "Lokale eller folk stilte til rådvelde", "Premises or staff made available"),
        ("eierskap", "Eierskap eller stiftelse", "Eigarskap eller skiping", "Ownership or founding"),
    ],
    "malgrupper": [
        ("kommune", "Kommune", "Kommune", "Municipality"),
        ("fylkeskommune", "Fylkeskommune", "Fylkeskommune", "County authority"),
        ("stat", "Statlig virksomhet", "Statleg verksemd", "State body"),
        ("sosial-entreprenor", "Sosial entreprenør", "Sosial entreprenør", "Social entrepreneur"),
        ("frivillig", "Frivillig organisasjon", "Frivillig organisasjon", "Voluntary organisation"),
    ],
    "aktorer": [
        ("kommune", "Kommune", "Kommune", "Municipality"),
        ("fylkeskommune", "Fylkeskommune", "Fylkeskommune", "County authority"),
        ("stat", "Statlig virksomhet", "Statleg verksemd", "State body"),
        ("sosial-entreprenor", "Sosial entreprenør", "Sosial entreprenør", "Social entrepreneur"),
        ("frivillig", "Frivillig organisasjon", "Frivillig organisasjon", "Voluntary organisation"),
        ("nettverk", "Nettverk eller støtteorganisasjon", "Nettverk eller støtteorganisasjon", "Network or support organisation"),
    ],
    "etterpa": [
        ("went-on", "Videreført", "Ført vidare", "Went on"),
        ("grew", "Utvidet", "Utvida", "Grew"),
        ("stopped", "Stoppet", "Stoppa", "Stopped"),
        ("unknown", "Ikke kjent", "Ikkje kjent", "Not known"),
    ],
    "ingredienser": [
        ("people", "Folk", "Folk", "People"),
        ("mandate", "Mandat", "Mandat", "Mandate"),
        ("documents", "Dokumenter", "Dokument", "Documents"),
        ("money", "Penger", "Pengar", "Money"),
        ("time", "Tid", "Tid", "Time"),
    ],
    "tilfeller": [
        ("small", "En liten kommune", "Ein liten kommune", "A small municipality"),
        ("several", "Flere sammen", "Fleire saman", "Several together"),
        ("state", "En statlig virksomhet", "Ei statleg verksemd", "A state body"),
        ("no-money", "Uten penger", "Utan pengar", "Without money"),
    ],
    "verktoy": [
        ("worksheet", "Arbeidsark", "Arbeidsark", "Worksheet"),
        ("template", "Mal", "Mal", "Template"),
        ("checklist", "Sjekkliste", "Sjekkliste", "Checklist"),
        ("agenda", "Saksliste", "Saksliste", "Agenda"),
        ("agreement", "Avtale", "Avtale", "Agreement"),
    ],
}


def fill(apps, schema_editor):
    """For an installation that has a cookbook; others begin with lists of their own."""
    if not apps.get_model("book", "Cookbook").objects.exists():
        return
    lists, entries = apps.get_model("lists", "List").objects, apps.get_model("lists", "Entry").objects
    for which, (nb, nn, en) in TITLES.items():
        lists.filter(key=which).update(nb=nb, nn=nn, en=en)
    for which, rows in ENTRIES.items():
        of = lists.get(key=which)
        for order, (key, nb, nn, en) in enumerate(rows, start=1):
            entries.update_or_create(of=of, key=key, defaults={"nb": nb, "nn": nn, "en": en, "order": order})


def empty(apps, schema_editor):
    """Take out again what was put in, but for what every list has."""
    entries = apps.get_model("lists", "Entry").objects
    for which, rows in ENTRIES.items():
        keys = {key for key, *_names in rows} - {"unknown"}
        entries.filter(of__key=which, key__in=keys).delete()


class Migration(migrations.Migration):
    dependencies = [("book", "0006_choices_are_lists"), ("lists", "0002_titles_and_the_rest")]
    operations = [migrations.RunPython(fill, empty)]
