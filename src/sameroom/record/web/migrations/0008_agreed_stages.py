"""A change of stage is told with the name that both teams agreed on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0007_pairs_in_place"),
    ]

    operations = [
        migrations.AddField(
            model_name="timelineentry",
            name="stage",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
    ]
