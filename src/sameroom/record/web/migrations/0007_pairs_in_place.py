"""Every pair gets a place of its own; two that were asked for at once could share one."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Count, Max


def place_apart(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put all but the first of those that share a place behind the last."""
    pairs = apps.get_model("record", "MatchPair").objects.using(schema_editor.connection.alias)
    shared = pairs.order_by().values_list("generation", "place").annotate(n=Count("pk"))
    for generation, place, _n in list(shared.filter(n__gt=1)):
        of_it = pairs.filter(generation=generation)
        last = of_it.aggregate(last=Max("place"))["last"]
        for number, one in enumerate(of_it.filter(place=place).order_by("pk")[1:], start=1):
            pairs.filter(pk=one.pk).update(place=last + number)


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0006_source_rows"),
    ]

    operations = [
        migrations.RunPython(place_apart, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="matchpair", name="match_pair_place"),
        migrations.AddConstraint(
            model_name="matchpair",
            constraint=models.UniqueConstraint(
                fields=("generation", "place"), name="match_pair_in_place"
            ),
        ),
    ]
