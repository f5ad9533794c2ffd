"""From whom a step took a lead is kept, so that the rules pass over them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("handoff", "0006_merged_people")]

    operations = [
        migrations.AddField("deadline", "missed_by", models.CharField(blank=True, max_length=200)),
    ]
