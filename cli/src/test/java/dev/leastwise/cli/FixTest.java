package dev.leastwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.change.Tree;
import dev.leastwise.image.fixture.LayerBuilder;
import dev.leastwise.image.fixture.LayoutBuilder;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.KubeReader;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fixes as people and scripts get them; the article's examples beside what they are when done by hand. */
class FixTest {

    private static final Path EXAMPLES = Path.of("../examples");

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec:
              automountServiceAccountToken: false
              securityContext: {runAsUser: 101, runAsGroup: 101, seccompProfile: {type: RuntimeDefault}}
              containers:
              - name: app # the one
                image: nginx
                resources: {limits: {memory: 1Gi}}
                securityContext:
                  capabilities: {drop: [ALL]}
                  readOnlyRootFilesystem: true
            """;

    @TempDir
    Path folder;

    /** What is left is the uid, the paths, the port and the memory: what only running the program finds, or its image. */
    @Test
    void withoutAnImageOnlyWhatTheImageOrARunWouldTellSeparatesTheExamplesFromTheirHardenedTwins() throws Exception {
        assertThat(separating(List.of())).isEqualTo("""
                e1 -app.resources -app.securityContext.runAsGroup -app.securityContext.runAsNonRoot app.securityContext.runAsUser=1000 app.volumeMounts=[] +securityContext.runAsNonRoot -securityContext.sysctls volumes=[]
                e2 -app.resources -app.securityContext.runAsGroup -app.securityContext.runAsUser app.volumeMounts=[] -securityContext.sysctls volumes=[]
                e3 -app.resources app.volumeMounts=[] -securityContext.runAsGroup -securityContext.runAsUser -securityContext.sysctls volumes=[]
                e4 -app.resources app.volumeMounts=[] -securityContext.runAsGroup -securityContext.runAsUser -securityContext.sysctls volumes=[]
                e5 -app.resources app.securityContext.capabilities.drop=["CHOWN", "NET_RAW", "SETPCAP", "ALL"] app.volumeMounts=[] -securityContext.runAsGroup -securityContext.runAsUser -securityContext.sysctls volumes=[]
                e6 -app.resources +app.securityContext.capabilities.add app.volumeMounts=[] -securityContext.runAsGroup -securityContext.runAsNonRoot -securityContext.runAsUser -securityContext.sysctls volumes=[]
                e7 -app.resources +app.securityContext.capabilities.add app.volumeMounts=[] -securityContext.runAsGroup -securityContext.runAsNonRoot -securityContext.runAsUser -securityContext.sysctls volumes=[]
                """);
    }

    /** Root starts the image: as whom it could run instead is a choice, but for E1, which names another user. */
    @Test
    void withTheImageThePathsAreThereAndTheUserWhereTheManifestHasOne() throws Exception {
        assertThat(separating(List.of("--image", "nginx=" + nginx()))).isEqualTo("""
                e1 -app.resources -app.securityContext.runAsNonRoot +securityContext.runAsNonRoot -securityContext.sysctls
                e2 -app.resources -app.securityContext.runAsGroup -app.securityContext.runAsUser -securityContext.sysctls
                e3 -app.resources -securityContext.runAsGroup -securityContext.runAsNonRoot -securityContext.runAsUser -securityContext.sysctls
                e4 -app.resources -securityContext.runAsGroup -securityContext.runAsNonRoot -securityContext.runAsUser -securityContext.sysctls
                e5 -app.resources app.securityContext.capabilities.drop=["CHOWN", "NET_RAW", "SETPCAP", "ALL"] -securityContext.runAsGroup -securityContext.runAsNonRoot -securityContext.runAsUser -securityContext.sysctls
                e6 -app.resources +app.securityContext.capabilities.add -securityContext.runAsGroup -securityContext.runAsNonRoot -securityContext.runAsUser -securityContext.sysctls
                e7 -app.resources +app.securityContext.capabilities.add -securityContext.runAsGroup -securityContext.runAsNonRoot -securityContext.runAsUser -securityContext.sysctls
                """);
    }

    /** What {@code fix --all -w} leaves to do by hand, a line an example: what lacks, what is too much, what differs. */
    private String separating(List<String> options) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String name : names()) {
            Path copy = Files.copy(EXAMPLES.resolve(name), folder.resolve(name));
            List<String> words = new ArrayList<>(List.of("fix", "--all", "-w", copy.toString()));
            words.addAll(options);
            assertThat(Ran.of(words.toArray(new String[0])).code()).isZero();
            words.remove("-w");
            assertThat(Ran.of(words.toArray(new String[0])).out()).contains("# 0 fixes in 0 files");
            lines.append(name, 0, 2);
            for (String field : between(copy, EXAMPLES.resolve("hardened").resolve(name))) {
                lines.append(' ')
                        .append(field.replace("spec.template.spec.", "").replace("containers[0].", "app."));
            }
            lines.append('\n');
        }
        return lines.toString();
    }

    @Test
    void onlyWhatIsSafeIsWrittenUnlessAllIsAskedFor() throws IOException {
        Path pod = Files.writeString(folder.resolve("pod.yaml"), POD);

        Ran ran = Ran.of("fix", "-w", pod.toString());

        assertThat(ran.out().replace(folder + "/", "")).isEqualTo("""
                # pod.yaml:11:5: SAFE forbid root to be its user (non-root-not-enforced)
                # wrote pod.yaml

                # 1 fix in 1 file (1 SAFE, 0 NEEDS_TEST), 0 refused, 1 finding left
                """);
        assertThat(ran.code()).isZero();
        assertThat(Files.readString(pod))
                .isEqualTo(POD.replace("RuntimeDefault}}", "RuntimeDefault}, runAsNonRoot: true}"));
    }

    @Test
    void aDiffIsWhatGitAndPatchTake() throws IOException {
        Path pod = Files.writeString(folder.resolve("pod.yaml"), POD);

        Ran ran = Ran.of("fix", pod.toString());

        assertThat(ran.out().replace(folder + "/", "/").replace("# /", "# ")).isEqualTo("""
                        # pod.yaml:11:5: NEEDS_TEST forbid programs to gain privileges (allow-privilege-escalation)
                        # pod.yaml:11:5: SAFE forbid root to be its user (non-root-not-enforced)
                        --- a/pod.yaml
                        +++ b/pod.yaml
                        @@ -3,7 +3,7 @@
                         metadata: {name: web}
                         spec:
                           automountServiceAccountToken: false
                        -  securityContext: {runAsUser: 101, runAsGroup: 101, seccompProfile: {type: RuntimeDefault}}
                        +  securityContext: {runAsUser: 101, runAsGroup: 101, seccompProfile: {type: RuntimeDefault}, runAsNonRoot: true}
                           containers:
                           - name: app # the one
                             image: nginx
                        @@ -11,3 +11,4 @@
                             securityContext:
                               capabilities: {drop: [ALL]}
                               readOnlyRootFilesystem: true
                        +      allowPrivilegeEscalation: false

                        # 2 fixes in 1 file (1 SAFE, 1 NEEDS_TEST), 0 refused, 0 findings left
                        """);
        assertThat(Files.readString(pod)).isEqualTo(POD);
    }

    @Test
    void whatStandsInTheWayIsRefusedWithItsPlaceAndTheRestIsMended() throws IOException {
        Path pod = Files.writeString(folder.resolve("pod.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  containers:
                  - name: one
                    image: nginx
                    securityContext: &shared
                      readOnlyRootFilesystem: true
                  - name: two
                    image: nginx
                    securityContext: *shared
                """);

        Ran ran = Ran.of("fix", "--all", "-w", pod.toString());

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out().replace(folder + "/", "")).isEqualTo("""
                # pod.yaml:4:1: NEEDS_TEST withhold the token (service-account-token)
                # pod.yaml:8:5: NEEDS_TEST forbid root to be its user (non-root-not-enforced)
                # pod.yaml:8:5: NEEDS_TEST filter system calls as the runtime does by default (unconfined-seccomp)
                # pod.yaml:12:5: NEEDS_TEST forbid root to be its user (non-root-not-enforced)
                # pod.yaml:12:5: NEEDS_TEST filter system calls as the runtime does by default (unconfined-seccomp)
                # pod.yaml:8:22: REFUSED forbid programs to gain privileges (allow-privilege-escalation): this is used elsewhere as *shared, and a change here would change that too; write it out where *shared stands, or change it by hand
                # pod.yaml:8:22: REFUSED drop all capabilities but those that are added (default-capabilities): this is used elsewhere as *shared, and a change here would change that too; write it out where *shared stands, or change it by hand
                # pod.yaml:12:22: REFUSED forbid programs to gain privileges (allow-privilege-escalation): "securityContext" is written elsewhere, and stands here as *shared; write it out here instead of the alias, or change it where &shared stands
                # pod.yaml:12:22: REFUSED drop all capabilities but those that are added (default-capabilities): "securityContext" is written elsewhere, and stands here as *shared; write it out here instead of the alias, or change it where &shared stands
                # wrote pod.yaml

                # 5 fixes in 1 file (0 SAFE, 5 NEEDS_TEST), 4 refused, 4 findings left
                """);
    }

    @Test
    void standardInputIsMendedToStandardOutput() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(POD.getBytes(StandardCharsets.UTF_8)));
        try {
            Ran ran = Ran.of("fix", "--all", "-w", "-");

            assertThat(ran.out()).isEqualTo("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      automountServiceAccountToken: false
                      securityContext: {runAsUser: 101, runAsGroup: 101, seccompProfile: {type: RuntimeDefault}, runAsNonRoot: true}
                      containers:
                      - name: app # the one
                        image: nginx
                        resources: {limits: {memory: 1Gi}}
                        securityContext:
                          capabilities: {drop: [ALL]}
                          readOnlyRootFilesystem: true
                          allowPrivilegeEscalation: false
                    """);
            assertThat(ran.err()).endsWith("# 2 fixes in 1 file (1 SAFE, 1 NEEDS_TEST), 0 refused, 0 findings left\n");
        } finally {
            System.setIn(before);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fix | nothing to fix; name a file, a folder, or - for standard input",
                "fix -w --patch x | --write and --patch exclude each other; a patch is for what nobody writes by hand",
                "fix --rule root-usr x | no rule \"root-usr\"; did you mean root-user?",
            })
    void whatCannotBeMeantIsSaid(String line, String error) {
        Ran ran = Ran.of(line.split(" "));

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).isEqualTo("leastwise: " + error + '\n');
    }

    @Test
    void onlyTheRulesThatAreNamedAreMended() throws IOException {
        Path pod = Files.writeString(folder.resolve("pod.yaml"), POD);

        assertThat(Ran.of("fix", "--rule", "allow-privilege-escalation", pod.toString())
                        .out())
                .contains("(allow-privilege-escalation)")
                .doesNotContain("non-root-not-enforced");
    }

    private static List<String> names() throws IOException {
        try (var files = Files.list(EXAMPLES)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** As nginx's own image is: root starts it, and it goes on as uid 101. */
    private Path nginx() throws Exception {
        return new LayoutBuilder(folder.resolve("nginx"))
                .layer(new LayerBuilder()
                        .folder("etc", 0755, 0, 0)
                        .file(
                                "etc/passwd",
                                0644,
                                0,
                                0,
                                "root:x:0:0::/root:/bin/sh\nnginx:x:101:101::/nonexistent:/bin/false\n")
                        .file("etc/group", 0644, 0, 0, "root:x:0:\nnginx:x:101:\n")
                        .folder("run", 0755, 0, 0)
                        .folder("tmp", 01777, 0, 0)
                        .folder("usr", 0755, 0, 0)
                        .folder("usr/sbin", 0755, 0, 0)
                        .program("usr/sbin/nginx")
                        .folder("var", 0755, 0, 0)
                        .folder("var/cache", 0755, 0, 0)
                        .folder("var/cache/nginx", 0755, 0, 0)
                        .link("var/run", "/run"))
                .image("{\"Entrypoint\": [\"/usr/sbin/nginx\"], \"ExposedPorts\": {\"80/tcp\": {}}}", "")
                .build();
    }

    private static List<String> between(Path one, Path other) throws IOException {
        List<String> paths = new ArrayList<>();
        compare("", tree(one), tree(other), paths);
        return paths;
    }

    private static Tree tree(Path file) throws IOException {
        SourceText source = SourceText.decode(file.toString(), Files.readAllBytes(file));
        Document.Parsed document =
                (Document.Parsed) KubeReader.documents(source).iterator().next();
        return Tree.of(KubeNode.object(source, document.root()));
    }

    /** By the paths that are mounted: their names and order mean nothing. */
    private static void compareVolumes(String path, Tree one, Tree other, List<String> paths) {
        List<String> ones = mounted(one);
        List<String> others = mounted(other);
        if (!ones.equals(others)) paths.add(path + '=' + ones);
    }

    private static List<String> mounted(Tree volumes) {
        if (!(volumes instanceof Tree.Items(var items))) return List.of();
        return items.stream()
                .map(item -> ((Tree.Fields) item).fields())
                .map(fields -> fields.containsKey("mountPath")
                        ? fields.get("mountPath").json()
                        : "emptyDir " + fields.containsKey("emptyDir"))
                .sorted()
                .toList();
    }

    private static void compare(String path, Tree one, Tree other, List<String> paths) {
        if (one instanceof Tree.Fields(var ones) && other instanceof Tree.Fields(var others)) {
            TreeSet<String> names = new TreeSet<>(ones.keySet());
            names.addAll(others.keySet());
            for (String name : names) {
                String at = path.isEmpty() ? name : path + '.' + name;
                if (name.equals("volumeMounts") || name.equals("volumes")) {
                    compareVolumes(at, ones.get(name), others.get(name), paths);
                } else if (!ones.containsKey(name)) paths.add("-" + at);
                else if (!others.containsKey(name)) paths.add("+" + at);
                else compare(at, ones.get(name), others.get(name), paths);
            }
        } else if (one instanceof Tree.Items(var ones)
                && other instanceof Tree.Items(var others)
                && ones.size() == others.size()) {
            for (int i = 0; i < ones.size(); i++) compare(path + '[' + i + ']', ones.get(i), others.get(i), paths);
        } else if (!one.equals(other)) {
            paths.add(path + '=' + one.json());
        }
    }
}
