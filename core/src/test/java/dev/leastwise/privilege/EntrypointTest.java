package dev.leastwise.privilege;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Workload;
import dev.leastwise.kube.Workloads;
import dev.leastwise.privilege.Value.Known;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.YamlReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What containers start, and whether that can be executed; measured with runc 1.1.5 where it surprises. */
class EntrypointTest {

    private static final FileCapabilities BINDS = new FileCapabilities(
            CapabilitySet.of(Capability.NET_BIND_SERVICE, Capability.SYS_TIME), CapabilitySet.NONE, true, 0);

    private static final FileTree FILES = FileTree.of(List.of(
            ImageFile.regular("/usr/bin/app", 0755, 0, 0),
            ImageFile.regular("/usr/bin/root-only", 0700, 0, 0),
            ImageFile.regular("/usr/bin/text", 0644, 0, 0),
            ImageFile.regular("/usr/bin/dns", 0755, 0, 0).with(BINDS),
            ImageFile.regular("/usr/bin/other-root", 0755, 0, 0)
                    .with(new FileCapabilities(BINDS.permitted(), CapabilitySet.NONE, true, 7)),
            ImageFile.regular("/opt/app", 0755, 0, 0),
            ImageFile.folder("/root", 0700, 0, 0),
            ImageFile.regular("/root/app", 0755, 0, 0)));

    private static final String DROPPED = "securityContext: {capabilities: {drop: [ALL]}}";

    @Test
    void findsTheProgramOfTheImageOrOfTheManifest() {
        assertThat(entrypoint("", image("app"))).isEqualTo(program("/usr/bin/app"));
        assertThat(entrypoint("command: [/opt/app]", image("app"))).isEqualTo(program("/opt/app"));
        assertThat(entrypoint("args: [app]", image())).isEqualTo(program("/usr/bin/app"));
        assertThat(entrypoint("args: [none]", image("app"))).isEqualTo(program("/usr/bin/app"));
        assertThat(entrypoint("command: [./app], workingDir: /opt", image())).isEqualTo(program("/opt/app"));
        assertThat(entrypoint("", image()))
                .isEqualTo(new Entrypoint.Refused("", "neither the image nor the manifest names a program"));
    }

    @Test
    void searchesThePathThatIsInEffect() {
        ImageConfig config = new ImageConfig(
                "linux/amd64", "101", List.of("app"), List.of(), List.of("PATH=/none:/opt"), "", List.of(), List.of());
        ImageFacts image = ImageFacts.of(config).with(FILES);

        assertThat(entrypoint("", image)).isEqualTo(program("/opt/app"));
        assertThat(entrypoint("env: [{name: PATH, value: /usr/bin}]", image)).isEqualTo(program("/usr/bin/app"));
        assertThat(entrypoint("env: [{name: PATH, value: /root}], " + DROPPED, image))
                .isEqualTo(new Entrypoint.Refused("app", "cannot be reached: /root is of uid 0 and gid 0, mode 0700"));
        assertThat(entrypoint("env: [{name: PATH, value: /none}]", image))
                .isEqualTo(new Entrypoint.Refused("app", "is in no folder of PATH (/none)"));
        assertThat(entrypoint("env: [{name: PATH, value: $(OTHER)/bin}]", image))
                .isEqualTo(new Entrypoint.Elsewhere("PATH comes from elsewhere"));
        assertThat(entrypoint("envFrom: [{configMapRef: {name: a}}]", image))
                .isEqualTo(new Entrypoint.Elsewhere("PATH comes from elsewhere"));
        assertThat(entrypoint("env: [{name: PATH, value: bin}]", image))
                .isEqualTo(new Entrypoint.Elsewhere("PATH has a relative folder"));
        assertThat(entrypoint("command: [$(APP)]", image))
                .isEqualTo(new Entrypoint.Elsewhere("its name comes from a variable"));
    }

    /** runc has the container's capabilities until it executes the program, whoever the user is. */
    @Test
    void aUserThatIsNotRootExecutesWhatDacOverrideAllows() {
        assertThat(entrypoint("", image("root-only"))).isEqualTo(program("/usr/bin/root-only"));
        assertThat(entrypoint(DROPPED, image("root-only")))
                .isEqualTo(new Entrypoint.Refused(
                        "root-only", "may not be executed: /usr/bin/root-only is of uid 0 and gid 0, mode 0700"));
        assertThat(entrypoint("securityContext: {runAsUser: 0, capabilities: {drop: [ALL]}}", image("root-only")))
                .isEqualTo(program("/usr/bin/root-only"));
        assertThat(entrypoint("securityContext: {runAsUser: 0}", image("/usr/bin/text")))
                .isEqualTo(new Entrypoint.Refused(
                        "/usr/bin/text", "may not be executed: /usr/bin/text is of uid 0 and gid 0, mode 0644"));
        assertThat(entrypoint("", image("/opt")))
                .isEqualTo(new Entrypoint.Refused("/opt", "is no program: /opt is a folder or device"));
        assertThat(entrypoint("", image("/opt/none")))
                .isEqualTo(new Entrypoint.Refused("/opt/none", "is not in the image: there is no /opt/none"));
    }

    @Test
    void whatIsMountedIsNotTheImages() {
        assertThat(entrypoint("command: [/opt/none], volumeMounts: [{name: a, mountPath: /opt/}]", image()))
                .isEqualTo(new Entrypoint.Elsewhere("/opt is mounted"));
        assertThat(entrypoint("command: [/proc/self/exe]", image()))
                .isEqualTo(new Entrypoint.Elsewhere("/proc is mounted"));
    }

    @Test
    void fileCapabilitiesAreGrantedAsFarAsTheContainerHasThem() {
        assertThat(permitted("", image("dns"))).isEqualTo(CapabilitySet.of(Capability.NET_BIND_SERVICE));
        assertThat(permitted("securityContext: {allowPrivilegeEscalation: false}", image("dns")))
                .isEqualTo(CapabilitySet.NONE);
        assertThat(permitted(DROPPED, image("dns"))).isEqualTo(CapabilitySet.NONE);
        assertThat(permitted("", image("other-root"))).isEqualTo(CapabilitySet.NONE);
        assertThat(permitted("", image("app"))).isEqualTo(CapabilitySet.NONE);
    }

    @Test
    void anImageByItselfRunsAsItsOwnUser() {
        assertThat(Entrypoint.of(image("app"))).contains(program("/usr/bin/app"));
        assertThat(Entrypoint.of(ImageFacts.of(ImageConfig.ofUser("nobody").starting("app"))
                        .with(FILES)))
                .isEmpty();
    }

    private static ImageFacts image(String... words) {
        return ImageFacts.of(ImageConfig.ofUser("101").starting(words)).with(FILES);
    }

    private static Entrypoint.Program program(String path) {
        PathWalk walk = new PathWalk(FILES, Credentials.ROOT, Set.of());
        return new Entrypoint.Program(((PathWalk.Target.Found) walk.find(path, "/")).file());
    }

    private static Entrypoint entrypoint(String fields, ImageFacts image) {
        Workload workload = workload(fields);
        Container container = workload.containers().getFirst();
        return Entrypoint.of(container, image, privileges(workload, image)).orElseThrow();
    }

    private static CapabilitySet permitted(String fields, ImageFacts image) {
        Known<Capabilities> capabilities =
                (Known<Capabilities>) privileges(workload(fields), image).capabilities();
        return capabilities.value().permitted().known().orElseThrow();
    }

    private static Privileges privileges(Workload workload, ImageFacts image) {
        return Grants.under(Target.DEFAULT)
                .with(reference -> Optional.of(image))
                .of(workload, workload.containers().getFirst());
    }

    private static Workload workload(String fields) {
        SourceText source = SourceText.of("pod.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  containers:
                  - {name: app, image: nginx, %s}
                """.formatted(fields).replace(", }", "}"));
        Document document = YamlReader.documents(source).iterator().next();
        Manifest manifest = Manifest.of(source, (Document.Parsed) document).getFirst();
        return Workloads.of(manifest).getFirst();
    }
}
