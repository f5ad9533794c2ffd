"""How often a deadline moved: calendars know the later of two entries by it."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the number."""

    dependencies: ClassVar = [("notice", "0001_squashed_0003_told_in_the_room")]
    operations: ClassVar = [
        migrations.AddField("notice", "moves", models.PositiveIntegerField(default=0, db_default=0))
    ]
