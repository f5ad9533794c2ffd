from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("room", "0006_counts"),
    ]

    operations = [
        migrations.AddField(
            model_name="evidencerow",
            name="ours",
            field=models.JSONField(null=True),
        ),
    ]
