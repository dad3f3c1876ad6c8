package dev.leastwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTML report as text; {@link BrowserTest} opens it. */
class HtmlTest {

    @TempDir
    Path folder;

    @Test
    void aBrowserMayApplyAndRunWhatThePageHoldsAndNothingElse() throws Exception {
        String page = Ran.of("check", "-o", "html", Reports.MANIFEST).out();

        assertThat(page.replace("&#39;", "'"))
                .contains("Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-"
                        + digest(page, "style") + "'; script-src 'sha256-" + digest(page, "script")
                        + "'; base-uri 'none'; form-action 'none'\">");
        assertThat(page).doesNotContain("http:", "https:", "style=", "onclick=");
    }

    @Test
    void showsAFindingWithItsLinesItsReasonAndItsRemedy() {
        String page = Ran.of("check", "-o", "html", Reports.MANIFEST).out();

        assertThat(article(page, "privileged")).isEqualTo("""
                <article id="1b921758fe5947393ef8fda88a4d05be" class="critical" data-rule="privileged" tabindex="-1">
                <h3><span class="severity">critical</span> container "app" is privileged <a href="#1b921758fe5947393ef8fda88a4d05be" aria-label="Link to this finding">#</a></h3>
                <p class="place">line 11:7, spec.containers[0].securityContext.privileged</p>
                <pre>
                <span>9</span>    resources: {limits: {memory: 64Mi}}
                <span>10</span>    securityContext:
                <span>11</span>      <mark>privileged: true</mark>
                <span>12</span>      runAsUser: 1000
                <span>13</span>      runAsGroup: 1000
                </pre>
                <p>A privileged container has every capability and every device of the host, no seccomp filter, no SELinux label, no masked files, and AppArmor only by a profile that is named. Whoever is root in it owns the node: mounting the host's disk is enough. In a user namespace (hostUsers: false) the capabilities hold only for what that namespace owns, and the other barriers are gone all the same.</p>
                <p class="fix"><b>Fix</b> remove privileged, and grant the one capability or device that is needed.</p>
                <p class="mending show-only"><b>Your choice</b> grant only the capability or the device that the program needs</p>
                <pre class="diff">
                <span>9</span>      resources: {limits: {memory: 64Mi}}
                <span>10</span>      securityContext:
                <span>11</span><del>-       privileged: true</del>
                <span>12</span>        runAsUser: 1000
                <span>13</span>        runAsGroup: 1000
                </pre>

                <p class="rule">privileged</p>
                </article>""");
    }

    @Test
    void showsAFixAsTheDiffThatItAloneMakes() {
        String page = Ran.of("check", "-o", "html", Reports.MANIFEST).out();

        assertThat(mending(article(page, "non-root-not-enforced"))).isEqualTo("""
                <p class="mending safe"><b>Safe</b> forbid root to be its user</p>
                <pre class="diff">
                <span>22</span>        capabilities: {drop: [ALL], add: [NET_RAW]}
                <span>23</span>        seccompProfile: {type: RuntimeDefault}
                <span></span><ins>+   securityContext:</ins>
                <span></span><ins>+     runAsNonRoot: true</ins>
                </pre>
                """);
        assertThat(mending(article(page, "dangerous-capability"))).isEqualTo("""
                <p class="mending show-only"><b>Your choice</b> remove NET_RAW if the program does without it</p>
                <pre class="diff">
                <span>20</span>        readOnlyRootFilesystem: true
                <span>21</span>        allowPrivilegeEscalation: false
                <span>22</span><del>-       capabilities: {drop: [ALL], add: [NET_RAW]}</del>
                <span></span><ins>+       capabilities: {drop: [ALL], add: []}</ins>
                <span>23</span>        seccompProfile: {type: RuntimeDefault}
                </pre>
                """);
    }

    @Test
    void showsTheFixOfWhatIsFoundInTheEndAndWhatIsInTheWayOfOne() throws IOException {
        Path pod = Files.writeString(folder.resolve("pod.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  containers:
                  - name: app
                    image: nginx
                    securityContext: &context {runAsNonRoot: true}
                  - {name: other, image: redis, securityContext: *context}
                """);

        String page = Ran.of("check", "-o", "html", pod.toString()).out();

        assertThat(mending(article(page, "service-account-token"))).isEqualTo("""
                <p class="mending needs-test"><b>Needs a test</b> withhold the token</p>
                <pre class="diff">
                <span>8</span>      securityContext: &amp;context {runAsNonRoot: true}
                <span>9</span>    - {name: other, image: redis, securityContext: *context}
                <span></span><ins>+   automountServiceAccountToken: false</ins>
                </pre>
                """);
        assertThat(mending(article(page, "writable-root-filesystem"))).isEqualTo("""
                <p class="mending needs-test"><b>Needs a test</b> make its root file system read-only</p>
                <p class="obstacle"><b>In the way</b> line 8:22: this is used elsewhere as *context, and a change here would change that too; write it out where *context stands, or change it by hand</p>
                """);
    }

    @Test
    void showsAtAGlanceWhatAContainerIsGranted() {
        String page = Ran.of("check", "-o", "html", Reports.MANIFEST).out();

        assertThat(page.substring(page.lastIndexOf("<div class=\"container\">"), page.indexOf("<article"))
                        .strip())
                .isEqualTo("""
                <div class="container">
                <h3>container <b>é😀</b> <code>redis</code></h3>
                <dl>
                <div class="held"><dt>User</dt><dd>not root, the image decides</dd></div>
                <div class="open"><dt>Group</dt><dd>the image decides</dd></div>
                <div class="held"><dt>Root file system</dt><dd>read-only</dd></div>
                <div class="held"><dt>Seccomp</dt><dd>RuntimeDefault</dd></div>
                <div class="held"><dt>Gain by executing</dt><dd>no (no_new_privs)</dd></div>
                <div class="held"><dt>Host access</dt><dd>none</dd></div>
                </dl>
                <details class="capabilities" open>
                <summary>Capabilities: 1 by default, 0 added, 13 dropped; 0 effective</summary>
                <ul role="img" aria-label="Capabilities: 1 by default, 0 added, 13 dropped; 0 effective. By default: NET_RAW. Added: none. Dropped: CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, SETGID, SETUID, SETPCAP, NET_BIND_SERVICE, SYS_CHROOT, MKNOD, AUDIT_WRITE, SETFCAP.">
                <li class="dropped no">CHOWN</li>
                <li class="dropped no">DAC_OVERRIDE</li>
                <li class="none no">DAC_READ_SEARCH</li>
                <li class="dropped no">FOWNER</li>
                <li class="dropped no">FSETID</li>
                <li class="dropped no">KILL</li>
                <li class="dropped no">SETGID</li>
                <li class="dropped no">SETUID</li>
                <li class="dropped no">SETPCAP</li>
                <li class="none no">LINUX_IMMUTABLE</li>
                <li class="dropped no">NET_BIND_SERVICE</li>
                <li class="none no">NET_BROADCAST</li>
                <li class="none no">NET_ADMIN</li>
                <li class="default no">NET_RAW</li>
                <li class="none no">IPC_LOCK</li>
                <li class="none no">IPC_OWNER</li>
                <li class="none no">SYS_MODULE</li>
                <li class="none no">SYS_RAWIO</li>
                <li class="dropped no">SYS_CHROOT</li>
                <li class="none no">SYS_PTRACE</li>
                <li class="none no">SYS_PACCT</li>
                <li class="none no">SYS_ADMIN</li>
                <li class="none no">SYS_BOOT</li>
                <li class="none no">SYS_NICE</li>
                <li class="none no">SYS_RESOURCE</li>
                <li class="none no">SYS_TIME</li>
                <li class="none no">SYS_TTY_CONFIG</li>
                <li class="dropped no">MKNOD</li>
                <li class="none no">LEASE</li>
                <li class="dropped no">AUDIT_WRITE</li>
                <li class="none no">AUDIT_CONTROL</li>
                <li class="dropped no">SETFCAP</li>
                <li class="none no">MAC_OVERRIDE</li>
                <li class="none no">MAC_ADMIN</li>
                <li class="none no">SYSLOG</li>
                <li class="none no">WAKE_ALARM</li>
                <li class="none no">BLOCK_SUSPEND</li>
                <li class="none no">AUDIT_READ</li>
                <li class="none no">PERFMON</li>
                <li class="none no">BPF</li>
                <li class="none no">CHECKPOINT_RESTORE</li>
                </ul>
                </details>
                </div>""");
    }

    @Test
    void showsWhatAStandardRefusesWhatIsSuppressedAndWhatWasNotRead() throws IOException {
        Path pod = Files.writeString(folder.resolve("pod.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  hostPID: true # leastwise: allow host-pid -- it watches <b>processes</b>
                  containers: [{name: app, image: nginx}]
                """);

        String page = Ran.of("check", "-o", "html", "--standard", "baseline", pod.toString(), "missing&.yaml")
                .out();

        assertThat(page)
                .contains("<b class=\"free\">refused</b> by PodSecurity baseline:latest\n<ul>\n"
                        + "<li>line 5: host namespaces (hostPID=true)</li>")
                .contains("class=\"high suppressed\"")
                .contains("<p class=\"settled\">Suppressed by a comment: it watches &lt;b&gt;processes&lt;/b&gt;</p>")
                .contains(
                        "<li><b>not read</b> <code>missing&amp;.yaml</code> no such file or folder; check the path</li>");
    }

    @Test
    void noNameLeavesItsPlace() throws IOException {
        Path hostile = Files.writeString(folder.resolve("<b>.yaml"), Hostile.MANIFEST);

        String page = Ran.of("check", "-o", "html", "--standard", "baseline", hostile.toString())
                .out();

        assertThat(page).doesNotContain("<script>alert", "<img", "\u202E", "\u0007", "<b>.yaml");
        assertThat(page.split("<script", -1)).hasSize(2);
    }

    private static String article(String page, String rule) {
        Matcher article = Pattern.compile("<article [^>]*data-rule=\"" + rule + "\".*?</article>", Pattern.DOTALL)
                .matcher(page);
        assertThat(article.find()).isTrue();
        return article.group();
    }

    private static String mending(String article) {
        return article.substring(article.indexOf("<p class=\"mending"), article.indexOf("<p class=\"rule\""))
                        .strip()
                + '\n';
    }

    private static String digest(String page, String element) throws Exception {
        Matcher content = Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL)
                .matcher(page);
        assertThat(content.find()).isTrue();
        byte[] text = content.group(1).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(text));
    }
}
