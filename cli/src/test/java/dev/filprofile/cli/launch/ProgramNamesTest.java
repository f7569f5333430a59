package dev.filprofile.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramNamesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            java -Xmx2g -jar target/app-1.2.3-SNAPSHOT.jar x | app.jar
            target/app.jar --x=1                             | app.jar
            -cp a:b com.acme.Main input                      | com.acme.Main
            /opt/jdk/bin/java -cp a com/acme/Main            | com.acme.Main
            -p mods -m com.acme/com.acme.Main                | com.acme/com.acme.Main
            --source 21 src/Main.java x                      | Main.java
            com.acme.Main input                              | com.acme.Main
            -jar                                             | -jar
            @gone com.acme.Main                              | @gone com.acme.Main
            """)
    void whatStaysTheSameFromCommitToCommitIsTheName(String command, String expected) {
        assertThat(ProgramNames.of(List.of(command.split(" ")), "")).isEqualTo(expected);
    }
}
