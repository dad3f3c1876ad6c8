package dev.leastwise.privilege;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Workload;
import dev.leastwise.kube.Workloads;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real runc executes what we say that it executes, and nothing else. */
class RuncWitnessTest {

    /** A program of Linux on x86-64 that ends with 0: an ELF header, one segment, and exit(0). */
    private static final String EXITS =
            "7f454c4602010100000000000000000002003e000100000078004000000000004000000000000000"
                    + "0000000000000000000000004000380001000000000000000100000005000000000000000000000000004000000000000000400000000000"
                    + "81000000000000008100000000000000001000000000000031ffb83c0000000f05";

    private static final FileCapabilities RAW =
            new FileCapabilities(CapabilitySet.of(Capability.NET_RAW), CapabilitySet.NONE, true, 0);

    private static final List<ImageFile> FILES = List.of(
            ImageFile.regular("/bin/app", 0755, 0, 0),
            ImageFile.regular("/bin/root-only", 0700, 0, 0),
            ImageFile.regular("/bin/others-only", 0001, 1000, 1000),
            ImageFile.regular("/bin/text", 0644, 0, 0),
            ImageFile.regular("/bin/raw", 0755, 0, 0).with(RAW),
            ImageFile.folder("/closed", 0700, 0, 0),
            ImageFile.regular("/closed/app", 0755, 0, 0));

    private static final List<String> PROGRAMS = List.of(
            "/bin/app",
            "app",
            "root-only",
            "others-only",
            "text",
            "/bin/text",
            "raw",
            "/closed/app",
            "none",
            "/bin/none",
            "/bin");

    @TempDir
    Path bundle;

    @BeforeEach
    void makeRoot() throws Exception {
        for (String tool : List.of("runc", "setcap")) {
            assumeTrue(
                    run("sh", "-c", "command -v " + tool).code == 0,
                    "needs " + tool + ": it runs programs for comparison");
        }
        assumeTrue(run("id", "-u").out.equals("0\n"), "needs root: runc is asked as the kubelet's runtime asks it");
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "needs x86-64: the program that is run is of that");
        Path root = Files.createDirectories(bundle.resolve("rootfs"));
        for (ImageFile file : FILES) {
            Path path = root.resolve(file.path().substring(1));
            Files.createDirectories(file.isFolder() ? path : path.getParent());
            if (file.isRegular()) Files.write(path, HexFormat.of().parseHex(EXITS));
            run("chown", file.uid() + ":" + file.gid(), path.toString());
            run("chmod", file.permissions(), path.toString());
            if (file.capabilities().isPresent())
                run("setcap", file.capabilities().get().toString(), path.toString());
        }
        Files.setPosixFilePermissions(bundle, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void executesWhatWeSay() throws Exception {
        List<String> ours = new ArrayList<>();
        List<String> theirs = new ArrayList<>();
        for (int uid : new int[] {0, 1000}) {
            for (String drop : List.of("", "ALL", "NET_RAW")) {
                for (String program : PROGRAMS) {
                    String name = program + " as " + uid + " without " + drop + ": ";
                    Workload workload = workload(uid, drop, program);
                    ours.add(name + executes(workload));
                    theirs.add(name + (runc(workload, uid, program).code == 0));
                }
            }
        }

        run("rm", "-rf", bundle.resolve("rootfs").toString());
        assertThat(ours).isEqualTo(theirs);
    }

    private static boolean executes(Workload workload) {
        Container container = workload.containers().getFirst();
        ImageFacts image = ImageFacts.of(ImageConfig.ofUser("")).with(FileTree.of(FILES));
        Privileges privileges = privileges(workload);
        Entrypoint entrypoint = Entrypoint.of(container, image, privileges).orElseThrow();
        return entrypoint instanceof Entrypoint.Program program
                && bounding(workload).containsAll(program.brought());
    }

    private static Privileges privileges(Workload workload) {
        ImageFacts image = ImageFacts.of(ImageConfig.ofUser("")).with(FileTree.of(FILES));
        return Grants.under(Target.DEFAULT)
                .with(reference -> Optional.of(image))
                .of(workload, workload.containers().getFirst());
    }

    private static CapabilitySet bounding(Workload workload) {
        return privileges(workload).capabilities().known().orElseThrow().bounding();
    }

    private record Run(int code, String out) {}

    private Run runc(Workload workload, int uid, String program) throws IOException, InterruptedException {
        StringBuilder names = new StringBuilder();
        for (Capability capability : bounding(workload).list()) {
            names.append(names.isEmpty() ? "\"" : ", \"")
                    .append(capability.ociName())
                    .append('"');
        }
        Files.writeString(bundle.resolve("config.json"), """
                {"ociVersion": "1.0.2", "root": {"path": "rootfs"},
                 "process": {"user": {"uid": %d, "gid": 0}, "cwd": "/", "args": ["%s"], "env": ["PATH=/bin"],
                   "capabilities": {"bounding": [%s], "effective": [%s], "permitted": [%s]}},
                 "mounts": [{"destination": "/proc", "type": "proc", "source": "proc"}],
                 "linux": {"namespaces": [{"type": "mount"}, {"type": "pid"}, {"type": "ipc"}, {"type": "uts"}, {"type": "network"}]}}
                """.formatted(uid, program, names, names, names));
        String id = "leastwise-" + ProcessHandle.current().pid();
        Run ran = run("runc", "--root", bundle.resolve("state").toString(), "run", "--bundle", bundle.toString(), id);
        if (ran.code != 0) {
            assertThat(ran.out)
                    .containsAnyOf(
                            "permission denied",
                            "not permitted",
                            "not found in $PATH",
                            "no such file",
                            "is a directory");
        }
        return ran;
    }

    private static Run run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), out);
    }

    private static Workload workload(int uid, String drop, String program) {
        SourceText source = SourceText.of("pod.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  containers:
                  - name: app
                    image: nginx
                    command: ["%s"]
                    env: [{name: PATH, value: /bin}]
                    securityContext: {runAsUser: %d, runAsGroup: 0, capabilities: {drop: [%s]}}
                """.formatted(program, uid, drop));
        Document document = YamlReader.documents(source).iterator().next();
        return Workloads.of(Manifest.of(source, (Document.Parsed) document).getFirst())
                .getFirst();
    }
}
