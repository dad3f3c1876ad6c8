package dev.leastwise.sandbox.runtime;

import dev.leastwise.image.Image;
import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Role;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.Privileges;
import dev.leastwise.privilege.Privileges.Limits;
import dev.leastwise.privilege.Privileges.Profile;
import dev.leastwise.privilege.Target;
import dev.leastwise.sandbox.oci.Machine;
import dev.leastwise.sandbox.oci.OciConfig;
import dev.leastwise.sandbox.oci.Program;
import dev.leastwise.sandbox.oci.Resources;
import dev.leastwise.sandbox.pod.Environment;
import dev.leastwise.sandbox.pod.Pod;
import dev.leastwise.sandbox.pod.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Everything that is to be known of a pod before anything of it starts. */
public final class Plan {

    private final Pod pod;
    private final Target target;
    private final Machine machine;
    private final Given given;
    private final List<PlannedContainer> containers = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * What somebody gives to a run beside the manifest.
     *
     * @param images the images that manifests name
     * @param profiles tells the seccomp profile of a name, as JSON
     * @param hostAccess whether paths of this machine may be mounted
     */
    public record Given(
            Function<String, Optional<Image>> images, Function<KubeNode, String> profiles, boolean hostAccess) {}

    private Plan(Pod pod, Target target, Machine machine, Given given) {
        this.pod = pod;
        this.target = target;
        this.machine = machine;
        this.given = given;
    }

    /**
     * Plans a pod of which neither the API server nor the kubelet refuses what its settings say.
     *
     * @throws Refused where the kubelet or the runtime would refuse a container
     */
    public static Plan of(Pod pod, Grants grants, Machine machine, Given given) {
        PodRefusals.check(pod.workload(), grants.target());
        Plan plan = new Plan(pod, grants.target(), machine, given);
        for (Container container : pod.workload().containers()) {
            if (container.role() != Role.EPHEMERAL) plan.add(container, grants);
        }
        return plan;
    }

    private void add(Container container, Grants grants) {
        MountRefusals.check(pod.workload(), container);
        Image image = container.image().flatMap(this::image).orElseThrow();
        Privileges privileges = grants.of(pod.workload(), container);
        PodRefusals.checkKnown(container.name(), privileges);
        Environment environment = Environment.of(pod, container, image.facts().config());
        Limits limits = privileges.limits().known().orElseThrow();
        Resources resources = Resources.of(pod.workload(), container, limits, machine);
        Program program = new Program(environment.arguments(), environment.variables(), environment.workingDirectory());
        String profile = profile(container, privileges);
        containers.add(new PlannedContainer(container, privileges, image, program, environment, resources, profile));
        for (String lost : OciConfig.lost(privileges, resources, machine)) note(container, lost);
        if (isDefault(privileges) && !OciConfig.knowsRuntimeDefault(target.runtime())) {
            note(
                    container,
                    "RuntimeDefault is containerd 2's seccomp profile: that of "
                            + target.runtime().title() + " is not known here");
        }
        addNotes(container);
    }

    private static boolean isDefault(Privileges privileges) {
        return privileges.seccomp().is(Profile.of(Profile.Type.RUNTIME_DEFAULT));
    }

    private String profile(Container container, Privileges privileges) {
        Profile profile = privileges.seccomp().known().orElseThrow();
        if (profile.type() != Profile.Type.LOCALHOST) return "";
        KubeNode own = container.setting("seccompProfile");
        return given.profiles()
                .apply((own.exists() ? own : pod.workload().podSetting("seccompProfile")).get("localhostProfile"));
    }

    private void addNotes(Container container) {
        KubeNode node = container.node();
        if (node.get("stdin").isTrue()) note(container, "nothing is connected to its standard input");
        if (node.get("tty").isTrue()) note(container, "it has no terminal");
        for (KubeNode port : node.get("ports").items()) {
            port.get("hostPort")
                    .integer()
                    .ifPresent(number -> note(container, "port " + number + " of this machine is not opened"));
        }
        for (KubeNode device : node.get("volumeDevices").items()) {
            note(
                    container,
                    "the block device " + device.get("devicePath").text().orElse("") + " is not there");
        }
    }

    private void note(Container container, String text) {
        notes.add("container \"" + container.name() + "\": " + text);
    }

    Optional<Image> image(String reference) {
        return given.images().apply(reference);
    }

    boolean hostAccess() {
        return given.hostAccess();
    }

    Pod pod() {
        return pod;
    }

    Target target() {
        return target;
    }

    Machine machine() {
        return machine;
    }

    List<PlannedContainer> containers() {
        return containers;
    }

    /** What the pod does not get here that it would get from a kubelet. */
    List<String> notes() {
        return notes;
    }
}
