import subprocess
import sys


def test_list_shows_the_eight_meetings_held_in_person():
    listed = subprocess.run(
        [sys.executable, "-m", "summitcli", "list", "--ids"], capture_output=True, text=True, check=True
    )
    assert listed.stdout.split() == [
        *("hamburg-2017", "hamburg-dinner-2017", "da-nang-2017", "helsinki-2018", "paris-2018"),
        *("buenos-aires-2018", "osaka-2019", "anchorage-2025"),
    ]
