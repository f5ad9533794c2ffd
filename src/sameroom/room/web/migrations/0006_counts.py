from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("room", "0001_squashed_0005_before_long"),
    ]

    operations = [
        migrations.AddField(
            model_name="evidencetable",
            name="counts",
            field=models.JSONField(null=True),
        ),
    ]
