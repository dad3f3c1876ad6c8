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
        assertThat(Ran.of("check", "-o", "github", Reports.MANIFEST).out()).isEqualTo("");
    }

    @Test
    void noNameBeginsACommandOrAPropertyOfItsOwn() throws IOException {
        Path hostile = Files.writeString(folder.resolve("a,line=9::b%.yaml"), Hostile.MANIFEST);

        String out = Ran.of("check", "-o", "github", "--standard", "baseline", hostile.toString()).out();

        assertThat(out.lines()).isNotEmpty().allSatisfy(line -> {
            assertThat(line).matches("::(error|warning|notice) (file=[^,:]*(,(line|endLine|col|endColumn)=\\d+)*,)?title=[^,:]*::.*");
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
