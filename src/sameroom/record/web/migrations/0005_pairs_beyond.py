from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0004_words_used"),
    ]

    operations = [
        migrations.AddField(
            model_name="shown",
            name="pairs_beyond",
            field=models.JSONField(default=dict),
        ),
    ]
