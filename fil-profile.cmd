@echo off
rem Starts fil-profile from a source tree; builds it first where that has not been done.
rem Exit codes of this script's own failures: 125 cannot be built, 127 no Java.
setlocal
set "FIL_HOME=%~dp0"
set "FIL_LIB=%FIL_HOME%cli\target\fil-profile\lib"
set "FIL_JAVA=java"
if defined JAVA_HOME set "FIL_JAVA=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%FIL_JAVA%" (
  echo =fil-profile= error: no Java found: "%FIL_JAVA%" does not exist; set JAVA_HOME to a JDK, 17 or later 1>&2
  exit /b 127
)
if not defined JAVA_HOME (
  where java >nul 2>nul || (
    echo =fil-profile= error: no Java found: there is no java in PATH and JAVA_HOME is not set; install a JDK, 17 or later 1>&2
    exit /b 127
  )
)
if exist "%FIL_LIB%\fil-profile.jar" if exist "%FIL_LIB%\fil-profile-agent.jar" goto run
where mvn >nul 2>nul || (
  echo =fil-profile= error: fil-profile is not built yet, and there is no mvn in PATH to build it; install Maven 3.8.7 or later 1>&2
  exit /b 125
)
echo =fil-profile= not built yet: building it with Maven, once ^(this takes a minute or two^) 1>&2
if not exist "%FIL_HOME%cli\target" mkdir "%FIL_HOME%cli\target"
pushd "%FIL_HOME%"
call mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true -pl cli,samples -am package >"%FIL_HOME%cli\target\build.log" 2>&1
if errorlevel 1 (
  popd
  echo =fil-profile= error: the build failed; its output is in "%FIL_HOME%cli\target\build.log" 1>&2
  exit /b 125
)
popd
:run
rem Every JVM heeds these variables, but they are meant for the program, which gets them back from ours.
if defined JAVA_TOOL_OPTIONS set "FIL_PROFILE_HIDDEN_JAVA_TOOL_OPTIONS=%JAVA_TOOL_OPTIONS%"
if defined JDK_JAVA_OPTIONS set "FIL_PROFILE_HIDDEN_JDK_JAVA_OPTIONS=%JDK_JAVA_OPTIONS%"
if defined _JAVA_OPTIONS set "FIL_PROFILE_HIDDEN__JAVA_OPTIONS=%_JAVA_OPTIONS%"
set JAVA_TOOL_OPTIONS=
set JDK_JAVA_OPTIONS=
set _JAVA_OPTIONS=
"%FIL_JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto "-XX:SharedArchiveFile=%FIL_LIB%\fil-profile.jsa" -Xlog:disable -jar "%FIL_LIB%\fil-profile.jar" %*
exit /b %ERRORLEVEL%
