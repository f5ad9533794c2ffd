"""Of refreshes that were asked for, one waits at a time: whoever asks with it gets its number."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("room", "0003_rows_and_runs"),
    ]

    operations = [
        migrations.AddField(
            model_name="refresh",
            name="is_next",
            field=models.BooleanField(null=True, unique=True),
        ),
    ]
