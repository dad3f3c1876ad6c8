package dev.leastwise.sandbox.volume;

import static dev.leastwise.sandbox.Machine.output;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.Contents;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Resource;
import dev.leastwise.kube.Workload;
import dev.leastwise.privilege.ImageConfig;
import dev.leastwise.sandbox.Workplace;
import dev.leastwise.sandbox.oci.Mount;
import dev.leastwise.sandbox.pod.Environment;
import dev.leastwise.sandbox.pod.InputObjects;
import dev.leastwise.sandbox.pod.Node;
import dev.leastwise.sandbox.pod.Pod;
import dev.leastwise.sandbox.pod.Refused;
import dev.leastwise.sandbox.volume.PodVolumes.Given;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Volumes are what a real kubelet made of the same pods, as recorded by harness/kubelet. */
class PodVolumesTest {

    private static final Path PODS = Path.of("../harness/pods");
    private static final Node NODE = new Node("node", "192.0.2.1", 2, 8L << 30);
    private static final Given NOTHING = new Given(false, reference -> Optional.empty());

    @RegisterExtension
    final Workplace folder = new Workplace();

    private static Pod pod(byte[] yaml) {
        List<Manifest> manifests = new ArrayList<>();
        List<Workload> workloads = new ArrayList<>();
        SourceText source = SourceText.decode("pod.yaml", yaml);
        for (Iterator<Document> all = YamlReader.documents(source).iterator(); all.hasNext(); ) {
            Contents contents = Contents.of(source, (Document.Parsed) all.next());
            for (Resource resource : contents.resources()) {
                manifests.add(resource.manifest());
                workloads.addAll(resource.workloads());
            }
        }
        return new Pod(workloads.getFirst(), "uid", InputObjects.among(manifests), NODE);
    }

    private PodVolumes volumes(Pod pod, Given given) throws IOException {
        return PodVolumes.make(pod, Files.createDirectories(folder.resolve("volumes")), given);
    }

    private List<Mount> mounts(Pod pod, Given given) throws IOException {
        Container container = pod.workload().containers().getLast();
        return volumes(pod, given).mounts(container, Environment.of(pod, container, ImageConfig.ofUser("")));
    }

    private static KubeNode recorded(String name) throws IOException {
        SourceText answers = SourceText.decode("answers.json", Files.readAllBytes(PODS.resolve("answers.json")));
        Document.Parsed document =
                (Document.Parsed) YamlReader.documents(answers).iterator().next();
        return KubeNode.object(answers, document.root()).at("pods", name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "volumes-plain",
                "fs-group",
                "fs-group-root",
                "volumes-sub-path",
                "volumes-recursive-read-only",
                "volumes-propagation"
            })
    void volumesAreTheKubelets(String name) throws Exception {
        Pod pod = pod(Files.readAllBytes(PODS.resolve(name + ".yaml")));
        List<String> recorded = recorded(name).at("containers", "c", "more").texts().stream()
                .filter(line -> line.matches("(mount|text|file: \\S+ \\d+ \\d+):? /v/.*"))
                .toList();

        List<String> made = new ArrayList<>();
        for (Mount mount : mounts(pod, NOTHING)) {
            made.add("mount: " + mount.destination() + ' ' + shown(mount));
            made.addAll(files(mount));
        }

        assertThat(made).containsExactlyInAnyOrderElementsOf(recorded).isNotEmpty();
    }

    private static String shown(Mount mount) throws Exception {
        boolean readOnly = mount.options().contains("ro") || mount.options().contains("rro");
        String how =
                (readOnly ? "ro" : "rw") + ",relatime " + (mount.options().contains("rslave") ? "master" : "private");
        String found = output("findmnt", "-no", "FSTYPE,FS-OPTIONS", "--target", mount.source());
        if (!found.startsWith("tmpfs")) return "disk " + how;
        String size = found.replaceFirst("(?s).*(size=\\w+).*", "$1");
        return "tmpfs " + how + " rw,noswap" + (size.equals("size=8388608k") ? "" : ' ' + size);
    }

    /** As the program of the harness lists them. */
    private static List<String> files(Mount mount) throws Exception {
        String script = """
                cd "$1" 2>/dev/null || { stat -c 'file: %A %u %g %n' "$1"; echo "text: $1 1: $(cat "$1")"; exit; }
                find . | while read -r f; do
                  if [ -h "$f" ]; then stat -c "file: %A %u %g %n $(readlink "$f")" "$f"
                  else stat -c 'file: %A %u %g %n' "$f"; fi
                  [ -f "$f" ] && [ ! -h "$f" ] && awk -v f="$f" '{print "text: " f " " NR ": " $0}' "$f"
                done; true""";
        List<String> files = new ArrayList<>();
        for (String line : output("sh", "-c", script, "sh", mount.source()).split("\n", -1)) {
            if (line.isEmpty()) continue;
            files.add(line.replace(mount.source(), mount.destination())
                    .replaceFirst("(\\d |text: )\\./", "$1" + mount.destination() + '/')
                    .replaceFirst("(\\d |text: )\\.( |$)", "$1" + mount.destination() + "$2")
                    .replaceAll("\\.\\.\\d{4}_[\\d_.]+", "..TIME"));
        }
        return files;
    }

    @ParameterizedTest
    @ValueSource(strings = {"config-map-missing", "config-map-key-missing"})
    void whatTheKubeletCannotMountIsRefusedInItsWords(String name) throws Exception {
        Pod pod = pod(Files.readAllBytes(PODS.resolve(name + ".yaml")));

        assertThatThrownBy(() -> volumes(pod, NOTHING))
                .isInstanceOf(Refused.class)
                .hasMessage(recorded(name).at("refused", "message").text().orElseThrow());
    }

    @Test
    void aVariableThatIsMissingIsRefusedInTheKubeletsWords() throws Exception {
        Pod pod = pod(Files.readAllBytes(PODS.resolve("sub-path-variable-missing.yaml")));
        String words = recorded("sub-path-variable-missing")
                .at("containers", "c", "refused", "message")
                .text()
                .orElseThrow();

        assertThatThrownBy(() -> mounts(pod, NOTHING))
                .isInstanceOf(Refused.class)
                .hasMessage("the kubelet refuses container \"c\": " + words);
    }

    private static Pod podWith(String volumes, String mounts) {
        String yaml = """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                  labels: {app: shop}
                spec:
                  volumes:
                %s
                  containers:
                  - name: app
                    image: nginx
                    volumeMounts:
                %s
                """.formatted(volumes.indent(2), mounts.indent(4));
        return pod(yaml.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: v, secret: {secretName: gone}} | secret \"gone\" not found",
                "{name: v, projected: {sources: [{configMap: {name: a}}, {secret: {name: b}}]}}"
                        + " | [configmap \"a\" not found, secret \"b\" not found]",
                "{name: v, projected: {sources: [{configMap: {name: a}}, {configMap: {name: a}}]}} | configmap \"a\" not found",
                "{name: v, downwardAPI: {items: [{path: ../x, fieldRef: {fieldPath: metadata.name}}]}}"
                        + " | invalid path: must not contain '..': ../x",
                "{name: v, downwardAPI: {items: [{path: ..x, fieldRef: {fieldPath: metadata.name}}]}}"
                        + " | invalid path: must not start with '..': ..x",
                "{name: v, downwardAPI: {items: [{path: /x, fieldRef: {fieldPath: metadata.name}}]}}"
                        + " | invalid path: must be relative path: /x",
                "{name: v, emptyDir: {medium: Disk}} | unknown storage medium \"Disk\"",
                "{name: v, hostPath: {path: /etc/passwd, type: Directory}}"
                        + " | hostPath type check failed: /etc/passwd is not a directory, it's a File",
                "{name: v, hostPath: {path: /nowhere, type: Socket}}"
                        + " | hostPath type check failed, /nowhere is not a socket file, unable to determine its type:"
                        + " path \"/nowhere\" does not exist",
                "{name: v, hostPath: {path: /a/../etc}} | invalid HostPath `/a/../etc`: must not contain '..'",
            })
    void whatCannotBeMadeIsRefused(String volume, String words) {
        Pod pod = podWith("- " + volume, "- {name: v, mountPath: /v}");

        assertThatThrownBy(() -> volumes(pod, new Given(true, none -> Optional.empty())))
                .isInstanceOf(Refused.class)
                .hasMessage("MountVolume.SetUp failed for volume \"v\" : " + words);
    }

    @Test
    void pathsOfThisMachineNeedToBeAllowed() throws Exception {
        Pod pod = podWith("- {name: v, hostPath: {path: /etc}}", "- {name: v, mountPath: /v, readOnly: true}");

        assertThatThrownBy(() -> volumes(pod, NOTHING)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.fact()).isEqualTo("volume \"v\" is the path /etc of this machine");
            assertThat(refused.remedy()).isEqualTo("allow that: --allow-host-access");
        });
        Files.delete(folder.resolve("volumes"));
        assertThat(mounts(pod, new Given(true, none -> Optional.empty())))
                .containsExactly(new Mount("/v", "bind", "/etc", List.of("rbind", "rprivate", "ro")));
    }

    @Test
    void whatIsMadeOnThisMachineIsSaid() throws Exception {
        Path made = folder.resolve("made/deep");
        Path file = folder.resolve("file");
        Pod pod = podWith(
                "- {name: v, hostPath: {path: %s}}\n- {name: f, hostPath: {path: %s, type: FileOrCreate}}"
                        .formatted(made, file),
                "- {name: v, mountPath: /v}\n- {name: f, mountPath: /f}");

        PodVolumes volumes = volumes(pod, new Given(true, none -> Optional.empty()));

        assertThat(made).isEmptyDirectory();
        assertThat(file).isEmptyFile();
        assertThat(volumes.notes())
                .containsExactly(
                        "volume \"v\": made " + made + " on this machine, as a node does; it stays",
                        "volume \"f\": made " + file + " on this machine, as a node does; it stays");
    }

    @Test
    void whatAClusterAloneHasIsLeftOutAndSaid() throws Exception {
        Pod pod = podWith("""
                - name: token
                  projected:
                    sources:
                    - serviceAccountToken: {path: token}
                    - configMap: {name: kube-root-ca.crt, items: [{key: ca.crt, path: ca.crt}]}
                    - downwardAPI: {items: [{path: namespace, fieldRef: {fieldPath: metadata.namespace}}]}
                - name: claim
                  persistentVolumeClaim: {claimName: data}
                - name: large
                  emptyDir: {sizeLimit: 1Gi}
                - name: unused
                  secret: {secretName: gone}
                """, """
                - {name: token, mountPath: /t}
                - {name: claim, mountPath: /c}
                - {name: large, mountPath: /l}
                """);

        PodVolumes volumes = volumes(pod, NOTHING);

        assertThat(volumes.notes())
                .containsExactly(
                        "volume \"token\": token is left out: no API server is here to sign it",
                        "volume \"token\": configMap kube-root-ca.crt is left out: no cluster is here that it belongs to",
                        "volume \"claim\": its claim is a folder here that begins empty and goes with the run",
                        "volume \"large\": nothing evicts the pod here when it grows beyond its sizeLimit");
        assertThat(Files.readString(folder.resolve("volumes/volume-0/namespace")))
                .isEqualTo("default");
        assertThat(Files.exists(folder.resolve("volumes/volume-0/token"))).isFalse();
    }

    /** What a container puts into a volume leads the next one nowhere else. */
    @Test
    void aPartOfAVolumeIsNeverReachedThroughALinkThatLeadsOut() throws Exception {
        Pod pod = podWith("- {name: v, emptyDir: {}}", "- {name: v, mountPath: /v, subPath: link}");
        PodVolumes volumes = volumes(pod, NOTHING);
        Path volume = folder.resolve("volumes/volume-0");
        Container container = pod.workload().containers().getFirst();
        Environment environment = Environment.of(pod, container, ImageConfig.ofUser(""));
        String refused =
                "the kubelet refuses container \"app\": failed to %s for volumeMount \"v\" of container \"app\"";

        for (String target : List.of("/etc", "../..", "inner/../../..", "/proc/self/root/etc")) {
            Files.createDirectories(volume.resolve("inner"));
            Files.deleteIfExists(volume.resolve("link"));
            Files.createSymbolicLink(volume.resolve("link"), Path.of(target));
            assertThatThrownBy(() -> volumes.mounts(container, environment))
                    .isInstanceOf(Refused.class)
                    .hasMessage(refused.formatted("prepare subPath"));
        }
        Files.delete(volume.resolve("link"));
        Files.createSymbolicLink(volume.resolve("link"), Path.of("not-there"));
        assertThatThrownBy(() -> volumes.mounts(container, environment))
                .isInstanceOf(Refused.class)
                .hasMessage(refused.formatted("create subPath directory"));

        Files.delete(volume.resolve("link"));
        Files.createSymbolicLink(volume.resolve("link"), Path.of("inner"));
        Files.writeString(volume.resolve("inner/file"), "inside");
        Path shown = Path.of(volumes.mounts(container, environment).getFirst().source());
        Files.delete(volume.resolve("link"));
        Files.createSymbolicLink(volume.resolve("link"), Path.of("/etc"));
        assertThat(shown.resolve("file")).hasContent("inside");
    }

    @Test
    void folderOfVolumesThatAreMountedInAReadOnlyOneAreThere() throws Exception {
        Pod pod = podWith("""
                - {name: outer, downwardAPI: {items: [{path: name, fieldRef: {fieldPath: metadata.name}}]}}
                - {name: inner, emptyDir: {}}
                """, """
                - {name: inner, mountPath: /v/inner/deep}
                - {name: inner, mountPath: /v/inner/deep/er}
                - {name: outer, mountPath: /v/}
                """);

        mounts(pod, NOTHING);

        assertThat(folder.resolve("volumes/volume-1/inner/deep")).isEmptyDirectory();
        assertThat(folder.resolve("volumes/volume-1/name")).hasContent("web");
    }

    @Test
    void whatAnImageDeclaresBeginsAsACopyOfWhatItHas() throws Exception {
        Path image = Files.createDirectories(folder.resolve("image"));
        output("sh", "-c", """
                cd "$1" && mkdir -p data/in bin && echo kept >data/in/file && chown -R 7:8 data && chmod 2750 data \
                && ln -s /etc/passwd data/link && ln -s /data elsewhere""", "sh", image.toString());
        ImageConfig config = ImageConfig.ofUser("").in("/", "/data", "/elsewhere/in", "none/of/it", "/covered/");
        Mount covering = new Mount("/covered", "bind", "/somewhere", List.of());

        List<Mount> mounts = ImageVolumes.mounts(
                config, image, List.of(covering), Files.createDirectory(folder.resolve("declared")));

        assertThat(mounts).extracting(Mount::destination).containsExactly("/data", "/elsewhere/in", "/none/of/it");
        String listing = output(
                "sh",
                "-c",
                "cd \"$1\" && find . -printf '%m %U:%G %p %l\\n' | sort -k3",
                "sh",
                folder.resolve("declared").toString());
        assertThat(listing.lines().map(String::stripTrailing).skip(1))
                .containsExactly(
                        "2750 7:8 ./0",
                        "755 7:8 ./0/in",
                        "644 7:8 ./0/in/file",
                        "777 0:8 ./0/link /etc/passwd",
                        "755 7:8 ./1",
                        "644 7:8 ./1/file",
                        "755 0:0 ./2");
    }
}
