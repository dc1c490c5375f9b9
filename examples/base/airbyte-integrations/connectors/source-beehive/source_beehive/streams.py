class BeehiveStream:
    primary_key = "id"

    def __init__(self, config):
        self.config = config

    def path(self):
        return f"apiaries/{self.config['apiary']}/{self.name}"


class Harvests(BeehiveStream):
    name = "harvests"
    cursor_field = "harvested_at"


class Hives(BeehiveStream):
    name = "hives"


class Inspections(BeehiveStream):
    name = "inspections"
