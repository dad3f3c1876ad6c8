package dev.leastwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workflow commands, and what a runner makes of them. */
class GitHubTest {

    @TempDir
    Path folder;

    @Test
    void aCommandAFindingTheWorstFirst() {
        assertThat(Ran.of("check", "-o", "github", Reports.MANIFEST).out()).isEqualTo("""
                ::error file=cli/src/test/resources/reports.yaml,line=11,endLine=11,col=7,endColumn=23,title=privileged (critical)::Pod "web" in namespace "shop": container "app" is privileged%0AA privileged container has every capability and every device of the host, no seccomp filter, no SELinux label, no masked files, and AppArmor only by a profile that is named. Whoever is root in it owns the node: mounting the host's disk is enough. In a user namespace (hostUsers: false) the capabilities hold only for what that namespace owns, and the other barriers are gone all the same.%0AFix: remove privileged, and grant the one capability or device that is needed.
                ::notice file=cli/src/test/resources/reports.yaml,line=10,endLine=10,col=5,endColumn=20,title=non-root-not-enforced (low)::Pod "web" in namespace "shop": nothing but runAsUser: 1000 keeps container "app" from running as root%0AWithout runAsNonRoot: true the kubelet starts a container as whatever user the image names, and an image that names none runs as root. The next image may name another, and an intruder in it then has the powers of uid 0.%0AFix: set runAsNonRoot: true in the securityContext of the pod or container.
                ::notice file=cli/src/test/resources/reports.yaml,line=22,endLine=22,col=41,endColumn=48,title=dangerous-capability (low)::Pod "web" in namespace "shop": "NET_RAW" is added to container "é😀"%0AIt forges packets of any kind and reads all that reach the pod: neighbours on the pod network are impersonated that way (ARP, DNS). The process is not root and cannot become it, so it does not have the capability today; only the limit of what it could get is raised, and RuntimeDefault seccomp opens the system calls that go with it.%0AFix: remove it from capabilities.add.
                ::notice file=cli/src/test/resources/reports.yaml,line=4,endLine=4,col=1,endColumn=5,title=root-group (info%2C undecided)::Pod "web" in namespace "shop": the image's /etc/group decides whether container "app" is in the group root%0AGroup 0 owns files on every volume and host path that root filled, and images made for OpenShift give it write access to their programs. An intruder reads and changes them without being root. The group is 0 wherever runAsGroup is not set and the image's /etc/passwd does not list the uid.%0AFix: set supplementalGroupsPolicy: Strict in the pod's securityContext.
                ::notice file=cli/src/test/resources/reports.yaml,line=18,endLine=18,col=5,endColumn=20,title=root-group (info%2C undecided)::Pod "web" in namespace "shop": the image decides whether root is the group of container "é😀"%0AGroup 0 owns files on every volume and host path that root filled, and images made for OpenShift give it write access to their programs. An intruder reads and changes them without being root. The group is 0 wherever runAsGroup is not set and the image's /etc/passwd does not list the uid.%0AFix: set runAsGroup to the gid that the image is made for, and take 0 out of fsGroup and supplementalGroups.
                ::notice file=cli/src/test/resources/reports.yaml,line=19,endLine=19,col=7,endColumn=25,title=refused-by-kubelet (info%2C undecided)::Pod "web" in namespace "shop": runAsNonRoot is set and no runAsUser: only the image tells whether the kubelet starts container "é😀"%0AThe API server takes the manifest, and the container then waits in CreateContainerConfigError or the pod fails: settings contradict each other, the image or the node. Whoever must get it to run in a hurry will take out the setting that protects.%0AFix: set runAsUser, or say what the image is: --image redis=OCI-LAYOUT.
                """);
    }

    @Test
    void noNameBeginsACommandOrAPropertyOfItsOwn() throws IOException {
        Path hostile = Files.writeString(folder.resolve("a,line=9::b%.yaml"), Hostile.MANIFEST);

        String out = Ran.of("check", "-o", "github", "--standard", "baseline", hostile.toString())
                .out();

        assertThat(out.lines()).isNotEmpty().allSatisfy(line -> {
            assertThat(line)
                    .matches(
                            "::(error|warning|notice) (file=[^,:]*(,(line|endLine|col|endColumn)=\\d+)*,)?title=[^,:]*::.*");
            assertThat(line).doesNotContain("\r", "\u001B", "\u202E");
        });
        assertThat(out).contains("a%2Cline=9%3A%3Bb%25.yaml".replace("%3B", "%3A"));
        assertThat(out).contains("container \"a%0A::error file=x::injected%0D%0A##[add-mask]b\" is privileged");
    }

    @Test
    void textForALogBeginsNoCommandEither() throws IOException {
        Path hostile = Files.writeString(
                folder.resolve("x.yaml"),
                Hostile.MANIFEST.replace("LONG", "").replace("a\\n::error", "word ".repeat(30) + "::error"));

        for (String format : new String[] {"text", "markdown"}) {
            Ran ran = Ran.of("check", "-v", "-o", format, hostile.toString(), "::add-mask::x.yaml");
            assertThat((ran.out() + ran.err()).lines())
                    .as(format)
                    .noneMatch(line -> line.strip().startsWith("::"))
                    .noneMatch(line -> line.contains("##["));
        }
    }
}
