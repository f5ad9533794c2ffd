from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0004_leaving_and_factor")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="is_invented",
            field=models.BooleanField(default=False),
        ),
    ]
