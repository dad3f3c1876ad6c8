package dev.leastwise.report;

import dev.leastwise.privilege.Capabilities;
import dev.leastwise.privilege.CapabilitySet;
import dev.leastwise.privilege.Missing;
import dev.leastwise.privilege.Origin;
import dev.leastwise.privilege.Privileges.Groups;
import dev.leastwise.privilege.Privileges.HostPort;
import dev.leastwise.privilege.Privileges.Limits;
import dev.leastwise.privilege.Privileges.Profile;
import dev.leastwise.privilege.Privileges.SeLinux;
import dev.leastwise.privilege.Privileges.VolumeAccess;
import dev.leastwise.privilege.Value;
import dev.leastwise.privilege.Value.Known;
import dev.leastwise.privilege.Value.Unknown;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes one grant and its origin for people. */
final class GrantText {

    /** The value in lines: one, but for lists. */
    static List<String> value(Value<?> value) {
        return switch (value) {
            case Unknown<?> unknown -> List.of(unknown(unknown.missing()));
            case Known<?> known -> known(known.value());
        };
    }

    private static String unknown(Missing missing) {
        return switch (missing.what()) {
            case IMAGE -> "the image decides";
            case HOST_LSM -> "the host decides";
            case MANIFEST -> "not said here";
        };
    }

    private static List<String> known(Object value) {
        return switch (value) {
            case Boolean bool -> List.of(bool ? "yes" : "no");
            case Groups groups -> groups(groups);
            case Optional<?> optional -> List.of(optional.map(Object::toString).orElse("none"));
            case Capabilities capabilities -> capabilities(capabilities);
            case Profile profile -> List.of(profile.toString());
            case SeLinux label -> List.of(seLinux(label));
            case Limits limits -> limits(limits);
            case Set<?> set when set.size() > 4 -> List.of(set.size() + " paths", join(new TreeSet<>(set)));
            case Set<?> set -> lines(new TreeSet<>(set));
            case List<?> list -> lines(list);
            case Map<?, ?> map -> lines(map.entrySet());
            case Enum<?> constant -> List.of(constant.name().toLowerCase(Locale.ROOT));
            default -> List.of(value.toString());
        };
    }

    private static List<String> lines(Collection<?> values) {
        if (values.isEmpty()) return List.of("none");
        List<String> lines = new ArrayList<>();
        for (Object value : values) {
            lines.add(
                    switch (value) {
                        case VolumeAccess volume -> volume(volume);
                        case HostPort port -> port.port() + "/" + port.protocol();
                        case Map.Entry<?, ?> entry -> entry.getKey() + "=" + entry.getValue();
                        default -> value.toString();
                    });
        }
        return lines;
    }

    private static List<String> groups(Groups groups) {
        Set<Long> all = new TreeSet<>(groups.declared());
        groups.fromImage().known().ifPresent(all::addAll);
        return List.of(all.isEmpty() ? "none" : join(all));
    }

    private static String join(Collection<?> values) {
        StringBuilder text = new StringBuilder();
        for (Object value : values) text.append(text.isEmpty() ? "" : ", ").append(value);
        return text.toString();
    }

    private static List<String> capabilities(Capabilities capabilities) {
        String bounding = capabilities.bounding().size() + " in the bounding set";
        return switch (capabilities.permitted()) {
            case Unknown<CapabilitySet> ignored -> List.of("the image decides", bounding);
            case Known<CapabilitySet> known -> {
                int size = known.value().size();
                yield capabilities.bounding().isEmpty() ? List.of("none") : List.of(size + " effective", bounding);
            }
        };
    }

    private static String seLinux(SeLinux label) {
        if (!label.confined()) return "no label";
        if (label.equals(SeLinux.RUNTIME_DEFAULT)) return "the runtime's label";
        return label.user() + ":" + label.role() + ":" + label.type() + ":" + label.level();
    }

    private static List<String> limits(Limits limits) {
        List<String> lines = new ArrayList<>();
        limits.memory().ifPresent(memory -> lines.add("memory " + memory.text()));
        limits.cpu().ifPresent(cpu -> lines.add("cpu " + cpu.text()));
        return lines.isEmpty() ? List.of("none") : lines;
    }

    private static String volume(VolumeAccess volume) {
        return volume.mountPath() + " " + volume.kind() + (volume.writable() ? " writable" : " read-only");
    }

    /** What decided the value. */
    static String origin(Value<?> value) {
        return switch (value) {
            case Unknown<?> unknown -> unknown.missing().remedy();
            case Known<?> known -> origin(known.origin());
        };
    }

    private static String origin(Origin origin) {
        return switch (origin) {
            case Origin.Manifest manifest ->
                "line " + manifest.node().location().line() + ": "
                        + manifest.node().path();
            case Origin.Image image -> "the image: " + image.field();
            case Origin.TargetDefault targetDefault -> targetDefault.what();
            case Origin.Forced forced ->
                "forced by " + forced.by() + ", line "
                        + forced.setting().location().line()
                        + forced.overrides()
                                .map(line -> ", over line " + line.location().line())
                                .orElse("");
        };
    }

    private GrantText() {}
}
