from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_squashed_0005_invented")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="is_member_set",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name="RecordAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("member_id", models.CharField(max_length=200)),
                ("address", models.CharField(db_index=True, max_length=320)),
            ],
        ),
    ]
