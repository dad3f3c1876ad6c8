package dev.leastwise.privilege;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.privilege.Privileges.Groups;
import dev.leastwise.privilege.Privileges.HostPort;
import dev.leastwise.privilege.Privileges.Limits;
import dev.leastwise.privilege.Privileges.ProcessNamespace;
import dev.leastwise.privilege.Privileges.Profile;
import dev.leastwise.privilege.Privileges.SeLinux;
import dev.leastwise.privilege.Privileges.VolumeAccess;
import dev.leastwise.privilege.Value.Known;
import dev.leastwise.privilege.Value.Unknown;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds the comparison to an oracle that knows nothing of it: the set of single things that each grant allows. */
class ComparisonTest {

    private static final int PAIRS = 20_000;
    private static final int SETTINGS = 25;
    private static final List<String> SIZES = List.of("64Mi", "128Mi", "1Gi");
    private static final List<String> ALL_MASKED = List.of("/proc/kcore", "/proc/keys", "/sys/firmware");

    /** A grant drawn choice by choice, and the things that it allows, written down apart from it. */
    private record Drawn(Privileges privileges, Set<String> allowed) {}

    @Test
    void equalsSetInclusionWhereEverythingIsKnown() {
        long seed = Long.getLong("leastwise.seed", System.nanoTime());
        System.out.println("ComparisonTest seed " + seed);
        Random random = new Random(seed);
        Map<Order, Integer> seen = new EnumMap<>(Order.class);
        Set<Integer> varied = new HashSet<>();
        for (int i = 0; i < PAIRS; i++) {
            int[] choices = random.ints(SETTINGS, 0, 12).toArray();
            int[] others = choices.clone();
            int changes = random.nextInt(4);
            for (int change = 0; change < changes; change++) {
                int setting = random.nextInt(SETTINGS);
                others[setting] = random.nextInt(12);
                varied.add(setting);
            }
            Drawn one = draw(choices);
            Drawn other = draw(others);
            Order expected = oracle(one.allowed.containsAll(other.allowed), other.allowed.containsAll(one.allowed));

            assertThat(one.privileges.compare(other.privileges))
                    .as("seed %d, pair %d: %s against %s", seed, i, one.privileges, other.privileges)
                    .isEqualTo(expected);
            seen.merge(expected, 1, Integer::sum);
        }
        assertThat(varied).hasSize(SETTINGS);
        assertThat(seen).containsOnlyKeys(Order.LESS, Order.SAME, Order.MORE, Order.INCOMPARABLE);
        assertThat(seen.values()).allMatch(count -> count > PAIRS / 50);
    }

    @Test
    void unknownEqualsOnlyTheSameUnknown() {
        Privileges known = draw(new int[SETTINGS]).privileges;
        Privileges unknown = withUser(known, new Unknown<>(Missing.image("nginx")));
        Privileges otherImage = withUser(known, new Unknown<>(Missing.image("redis")));
        Privileges otherReason = withUser(known, new Unknown<>(Missing.manifest()));

        assertThat(unknown.compare(unknown)).isEqualTo(Order.SAME);
        assertThat(unknown.compare(withUser(known, new Unknown<>(Missing.image("nginx")))))
                .isEqualTo(Order.SAME);
        assertThat(unknown.compare(otherImage)).isEqualTo(Order.UNKNOWN);
        assertThat(unknown.compare(otherReason)).isEqualTo(Order.UNKNOWN);
        assertThat(unknown.compare(known)).isEqualTo(Order.UNKNOWN);
        assertThat(known.compare(unknown)).isEqualTo(Order.UNKNOWN);
    }

    @Test
    void whatIsUnknownLeavesNoOrderWhateverElseIsLess() {
        int[] choices = new int[SETTINGS];
        Privileges privileged = draw(choices).privileges;
        choices[11] = 1;
        Privileges more = withUser(draw(choices).privileges, new Unknown<>(Missing.image("nginx")));

        assertThat(privileged.compare(more)).isEqualTo(Order.UNKNOWN);
    }

    @Test
    void isUnknownWhicheverSettingIs() throws ReflectiveOperationException {
        Privileges known = draw(new int[SETTINGS]).privileges;
        RecordComponent[] components = Privileges.class.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            Object[] values = new Object[components.length];
            for (int j = 0; j < values.length; j++)
                values[j] = components[j].getAccessor().invoke(known);
            values[i] = new Unknown<>(Missing.manifest());
            Privileges unknown = (Privileges) Privileges.class.getDeclaredConstructors()[0].newInstance(values);

            assertThat(known.compare(unknown)).as(components[i].getName()).isEqualTo(Order.UNKNOWN);
            assertThat(unknown.compare(unknown)).as(components[i].getName()).isEqualTo(Order.SAME);
        }
    }

    private static Order oracle(boolean includes, boolean isIncluded) {
        if (includes && isIncluded) return Order.SAME;
        if (includes) return Order.MORE;
        return isIncluded ? Order.LESS : Order.INCOMPARABLE;
    }

    private static Drawn draw(int[] choices) {
        Set<String> allowed = new HashSet<>();
        Privileges privileges = new Privileges(
                id("user", choices[0], allowed),
                id("group", choices[1], allowed),
                groups(choices[2], allowed),
                fsGroup(choices[3], allowed),
                restriction("runAsNonRoot", choices[4], allowed),
                capabilities(choices[5], allowed),
                restriction("noNewPrivileges", choices[6], allowed),
                profile("seccomp", choices[7], allowed),
                profile("appArmor", choices[8], allowed),
                seLinux(choices[9], allowed),
                restriction("readOnlyRootFilesystem", choices[10], allowed),
                grant("privileged", choices[11], allowed),
                hidden("masked", choices[12], allowed),
                hidden("readOnly", choices[13], allowed),
                devices(choices[14], allowed),
                sysctls(choices[15], allowed),
                grant("hostNetwork", choices[16], allowed),
                grant("hostPID", choices[17], allowed),
                grant("hostIPC", choices[18], allowed),
                hostPorts(choices[19], allowed),
                restriction("userNamespace", choices[20], allowed),
                processes(choices[21], allowed),
                grant("token", choices[22], allowed),
                volumes(choices[23], allowed),
                limits(choices[24], allowed));
        return new Drawn(privileges, allowed);
    }

    private static <T> Value<T> known(T value) {
        return new Known<>(value, new Origin.TargetDefault("drawn"));
    }

    private static Value<Long> id(String what, int choice, Set<String> allowed) {
        long id = List.of(0L, 999L, 1000L).get(choice % 3);
        for (long owned : new long[] {0, 999, 1000}) {
            if (id == 0 || id == owned) allowed.add(what + owned);
        }
        return known(id);
    }

    private static Value<Groups> groups(int choice, Set<String> allowed) {
        Set<Long> declared = new TreeSet<>();
        Set<Long> image = new TreeSet<>();
        if ((choice & 1) != 0) declared.add(10L);
        if ((choice & 2) != 0) declared.add(20L);
        if ((choice & 4) != 0) image.add(30L);
        declared.forEach(gid -> allowed.add("declared" + gid));
        image.forEach(gid -> allowed.add("image" + gid));
        return known(new Groups(declared, known(image)));
    }

    private static Value<Optional<Long>> fsGroup(int choice, Set<String> allowed) {
        if (choice % 3 == 0) return known(Optional.empty());
        allowed.add("fsGroup" + choice % 3);
        return known(Optional.of((long) (choice % 3)));
    }

    /** A flag whose truth takes something away. */
    private static Value<Boolean> restriction(String what, int choice, Set<String> allowed) {
        if (choice % 2 == 0) allowed.add("not " + what);
        return known(choice % 2 != 0);
    }

    /** A flag whose truth gives something. */
    private static Value<Boolean> grant(String what, int choice, Set<String> allowed) {
        if (choice % 2 != 0) allowed.add(what);
        return known(choice % 2 != 0);
    }

    private static Value<Capabilities> capabilities(int choice, Set<String> allowed) {
        CapabilitySet bounding = CapabilitySet.NONE;
        if ((choice & 1) != 0) bounding = bounding.with(Capability.CHOWN);
        if ((choice & 2) != 0) bounding = bounding.with(Capability.NET_RAW);
        CapabilitySet permitted = (choice & 4) != 0 ? bounding : CapabilitySet.NONE;
        bounding.list().forEach(capability -> allowed.add("bounding" + capability));
        permitted.list().forEach(capability -> allowed.add("permitted" + capability));
        return known(new Capabilities(bounding, known(permitted), CapabilitySet.NONE, CapabilitySet.NONE));
    }

    private static Value<Profile> profile(String what, int choice, Set<String> allowed) {
        List<Profile> profiles = List.of(
                Profile.of(Profile.Type.UNCONFINED),
                Profile.of(Profile.Type.RUNTIME_DEFAULT),
                new Profile(Profile.Type.LOCALHOST, "a.json"),
                new Profile(Profile.Type.LOCALHOST, "b.json"));
        Profile profile = profiles.get(choice % 4);
        for (Profile other : profiles) {
            boolean unconfined = profile.type() == Profile.Type.UNCONFINED;
            if (unconfined || other.equals(profile)) allowed.add(what + other);
        }
        return known(profile);
    }

    private static Value<SeLinux> seLinux(int choice, Set<String> allowed) {
        SeLinux label = new SeLinux("", "", List.of("", "container_t", "spc_t").get(choice % 3), "");
        allowed.add("label" + label.type());
        if (label.type().equals("spc_t")) allowed.addAll(List.of("label", "labelcontainer_t"));
        return known(label);
    }

    private static Value<Set<String>> hidden(String what, int choice, Set<String> allowed) {
        Set<String> hidden = new TreeSet<>();
        for (int i = 0; i < ALL_MASKED.size(); i++) {
            if ((choice & (1 << i)) != 0) hidden.add(ALL_MASKED.get(i));
            else allowed.add(what + ALL_MASKED.get(i));
        }
        return known(hidden);
    }

    private static Value<Set<String>> devices(int choice, Set<String> allowed) {
        Set<String> devices = new TreeSet<>();
        boolean all = choice % 5 == 4;
        if (all) devices.add(Privileges.ALL_DEVICES);
        if (!all && (choice & 1) != 0) devices.add("/dev/a");
        if (!all && (choice & 2) != 0) devices.add("/dev/b");
        if (all) allowed.add("every device");
        if (all || (choice & 1) != 0) allowed.add("device a");
        if (all || (choice & 2) != 0) allowed.add("device b");
        return known(devices);
    }

    private static Value<Map<String, String>> sysctls(int choice, Set<String> allowed) {
        Map<String, String> sysctls = new TreeMap<>();
        if (choice % 3 != 0) sysctls.put("kernel.shm_rmid_forced", String.valueOf(choice % 3));
        if (choice > 5) sysctls.put("net.ipv4.tcp_syncookies", "1");
        sysctls.forEach((name, value) -> allowed.add(name + value));
        return known(sysctls);
    }

    private static Value<Set<HostPort>> hostPorts(int choice, Set<String> allowed) {
        Set<HostPort> ports = new TreeSet<>();
        if ((choice & 1) != 0) ports.add(new HostPort(80, "TCP"));
        if ((choice & 2) != 0) ports.add(new HostPort(80, "UDP"));
        ports.forEach(port -> allowed.add("port" + port.port() + port.protocol()));
        return known(ports);
    }

    private static Value<ProcessNamespace> processes(int choice, Set<String> allowed) {
        List<ProcessNamespace> wider = List.of(
                ProcessNamespace.CONTAINER, ProcessNamespace.TARGET, ProcessNamespace.POD, ProcessNamespace.NODE);
        for (int i = 0; i <= choice % 4; i++) allowed.add("sees " + wider.get(i));
        return known(wider.get(choice % 4));
    }

    private static Value<List<VolumeAccess>> volumes(int choice, Set<String> allowed) {
        List<VolumeAccess> volumes = new ArrayList<>();
        for (String path : List.of("/a", "/b")) {
            int access = path.equals("/a") ? choice % 3 : choice / 3;
            if (access == 0) continue;
            String propagation = access == 3 ? "HostToContainer" : "None";
            volumes.add(new VolumeAccess("v", "hostPath", path, path, access == 2, propagation));
            allowed.add("read " + path);
            if (access == 2) allowed.add("write " + path);
            if (access == 3) allowed.add("later mounts below " + path);
        }
        return known(volumes);
    }

    private static Value<Limits> limits(int choice, Set<String> allowed) {
        Optional<Quantity> memory = limit("memory", choice % 4, allowed);
        Optional<Quantity> cpu = limit("cpu", choice / 4, allowed);
        return known(new Limits(memory, cpu));
    }

    private static Optional<Quantity> limit(String what, int choice, Set<String> allowed) {
        for (int i = 0; i <= Math.min(choice, SIZES.size() - 1); i++) allowed.add(what + SIZES.get(i));
        if (choice < SIZES.size()) return Quantity.parse(SIZES.get(choice));
        allowed.add(what + " without end");
        return Optional.empty();
    }

    private static Privileges withUser(Privileges p, Value<Long> user) {
        return new Privileges(
                user,
                p.group(),
                p.supplementalGroups(),
                p.fsGroup(),
                p.runAsNonRoot(),
                p.capabilities(),
                p.noNewPrivileges(),
                p.seccomp(),
                p.appArmor(),
                p.seLinux(),
                p.readOnlyRootFilesystem(),
                p.privileged(),
                p.maskedPaths(),
                p.readOnlyPaths(),
                p.devices(),
                p.sysctls(),
                p.hostNetwork(),
                p.hostPid(),
                p.hostIpc(),
                p.hostPorts(),
                p.userNamespace(),
                p.processNamespace(),
                p.serviceAccountToken(),
                p.volumes(),
                p.limits());
    }
}
