from source_beehive.streams import Hives


def test_path():
    assert Hives({"apiary": "north"}).path() == "apiaries/north/hives"
