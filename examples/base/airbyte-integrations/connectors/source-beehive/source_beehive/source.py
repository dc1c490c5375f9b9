from source_beehive.streams import Harvests, Hives, Inspections


class SourceBeehive:
    def streams(self, config):
        return [Harvests(config), Hives(config), Inspections(config)]
