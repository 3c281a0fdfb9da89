package dev.bellhop.reservations;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The IANA zones by what people call them: by id, or by city where no other zone has a city of that name. */
final class Zones {

    /** Built when the first zone is named, which most commands don't. */
    private static final class Index {
        static final Map<String, String> IDS = new TreeMap<>();
        static final Map<String, List<String>> CITIES = new HashMap<>();

        static {
            for (String id : ZoneId.getAvailableZoneIds()) {
                IDS.put(key(id), id);
                CITIES.computeIfAbsent(key(id.substring(id.lastIndexOf('/') + 1)), city -> new ArrayList<>())
                        .add(id);
            }
        }

        private Index() {}
    }

    /** How many letters may be wrong in a name that is still recognised to be suggested. */
    private static final int NEAR = 2;

    private Zones() {}

    static Optional<ZoneId> find(String name) {
        String id = Index.IDS.get(key(name));
        if (id != null) {
            return Optional.of(ZoneId.of(id));
        }
        List<String> cities = Index.CITIES.getOrDefault(key(name), List.of());
        return cities.size() == 1 ? Optional.of(ZoneId.of(cities.get(0))) : Optional.empty();
    }

    /** The id of a zone that may be meant by a name that none has. */
    static Optional<String> near(String name) {
        String key = key(name);
        String city = key.substring(key.lastIndexOf('/') + 1);
        Optional<String> best = Optional.empty();
        int least = Math.min(NEAR, city.length() / 3) + 1;
        for (Map.Entry<String, String> entry : Index.IDS.entrySet()) {
            String other = entry.getKey();
            int distance = Distance.between(city, other.substring(other.lastIndexOf('/') + 1));
            boolean sameRegion = key.contains("/") && other.startsWith(key.substring(0, key.indexOf('/') + 1));
            if (distance < least || (distance == least && least <= NEAR && sameRegion)) {
                least = distance;
                best = Optional.of(entry.getValue());
            }
        }
        return best;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '_');
    }
}
