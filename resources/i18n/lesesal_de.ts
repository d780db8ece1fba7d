<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Lesesal</source>
        <translation>Über Lesesal</translation>
    </message>
    <message>
        <source>Version {number} · MIT License</source>
        <translation>Version {number} · MIT-Lizenz</translation>
    </message>
    <message>
        <source>A reading room for articles in several languages. Everything stays on this computer: no account, no server, nothing sent.</source>
        <translation>Ein Lesesaal für Artikel in mehreren Sprachen. Alles bleibt auf diesem Rechner: kein Konto, kein Server, nichts wird verschickt.</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Erstellt mit</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Open folder …</source>
        <translation>Ordner öffnen …</translation>
    </message>
    <message>
        <source>Add articles …</source>
        <translation>Artikel hinzufügen …</translation>
    </message>
    <message>
        <source>Add from the web …</source>
        <translation>Aus dem Web hinzufügen …</translation>
    </message>
    <message>
        <source>Add from the clipboard</source>
        <translation>Aus der Zwischenablage hinzufügen</translation>
    </message>
    <message>
        <source>Folders …</source>
        <translation>Ordner …</translation>
    </message>
    <message>
        <source>Import marks …</source>
        <translation>Markierungen importieren …</translation>
    </message>
    <message>
        <source>Export marks …</source>
        <translation>Markierungen exportieren …</translation>
    </message>
    <message>
        <source>Save article as PDF …</source>
        <translation>Artikel als PDF speichern …</translation>
    </message>
    <message>
        <source>Print …</source>
        <translation>Drucken …</translation>
    </message>
    <message>
        <source>Backups …</source>
        <translation>Sicherungen …</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy quote with source</source>
        <translation>Zitat mit Quelle kopieren</translation>
    </message>
    <message>
        <source>Search all articles</source>
        <translation>In allen Artikeln suchen</translation>
    </message>
    <message>
        <source>Recent searches …</source>
        <translation>Letzte Suchen …</translation>
    </message>
    <message>
        <source>Find in article</source>
        <translation>Im Artikel suchen</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Voriger Treffer</translation>
    </message>
    <message>
        <source>Settings …</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>All marks</source>
        <translation>Alle Markierungen</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Article list</source>
        <translation>Artikelliste</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Focus mode</source>
        <translation>Fokusmodus</translation>
    </message>
    <message>
        <source>Larger type</source>
        <translation>Größere Schrift</translation>
    </message>
    <message>
        <source>Smaller type</source>
        <translation>Kleinere Schrift</translation>
    </message>
    <message>
        <source>Normal type size</source>
        <translation>Normale Schriftgröße</translation>
    </message>
    <message>
        <source>Next theme</source>
        <translation>Nächstes Farbschema</translation>
    </message>
    <message>
        <source>One row for translations</source>
        <translation>Eine Zeile für Übersetzungen</translation>
    </message>
    <message>
        <source>Next article</source>
        <translation>Nächster Artikel</translation>
    </message>
    <message>
        <source>Previous article</source>
        <translation>Voriger Artikel</translation>
    </message>
    <message>
        <source>Next unread article</source>
        <translation>Nächster ungelesener Artikel</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Lesezeichen</translation>
    </message>
    <message>
        <source>Bookmark this place</source>
        <translation>Lesezeichen an dieser Stelle</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Highlight</source>
        <translation>Hervorheben</translation>
    </message>
    <message>
        <source>Yellow highlight</source>
        <translation>Gelbe Hervorhebung</translation>
    </message>
    <message>
        <source>Green highlight</source>
        <translation>Grüne Hervorhebung</translation>
    </message>
    <message>
        <source>Blue highlight</source>
        <translation>Blaue Hervorhebung</translation>
    </message>
    <message>
        <source>Pink highlight</source>
        <translation>Rosa Hervorhebung</translation>
    </message>
    <message>
        <source>Note on the selection</source>
        <translation>Notiz zur Auswahl</translation>
    </message>
    <message>
        <source>Note on the article</source>
        <translation>Notiz zum Artikel</translation>
    </message>
    <message>
        <source>Tags …</source>
        <translation>Schlagwörter …</translation>
    </message>
    <message>
        <source>Delete mark</source>
        <translation>Markierung löschen</translation>
    </message>
    <message>
        <source>Next highlight</source>
        <translation>Nächste Hervorhebung</translation>
    </message>
    <message>
        <source>Previous highlight</source>
        <translation>Vorige Hervorhebung</translation>
    </message>
    <message>
        <source>Set language …</source>
        <translation>Sprache festlegen …</translation>
    </message>
    <message>
        <source>Other language</source>
        <translation>Andere Sprache</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>Ähnliche Artikel</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>Erase all data …</source>
        <translation>Alle Daten löschen …</translation>
    </message>
    <message>
        <source>About Lesesal</source>
        <translation>Über Lesesal</translation>
    </message>
    <message>
        <source>Page down, then the next unread</source>
        <translation>Eine Seite weiter, dann der nächste ungelesene</translation>
    </message>
    <message>
        <source>Page up</source>
        <translation>Eine Seite zurück</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Language filter %1</source>
        <translation>Sprachfilter %1</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
</context>
<context>
    <name>AddFromWebDialog</name>
    <message>
        <source>Stopped; nothing was added.</source>
        <translation>Abgebrochen; nichts wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>Open article</source>
        <translation>Artikel öffnen</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>Abrufen</translation>
    </message>
    <message>
        <source>the site</source>
        <translation>der Website</translation>
    </message>
    <message>
        <source>This page alone is fetched from {host}, cleaned and kept as a file on this computer; nothing else is loaded.</source>
        <translation>Nur diese eine Seite wird von {host} abgerufen, bereinigt und als Datei auf diesem Rechner abgelegt; sonst wird nichts geladen.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Add from the web</source>
        <translation>Aus dem Web hinzufügen</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
</context>
<context>
    <name>AllMarks</name>
    <message numerus="yes">
        <source>%Ln mark(s) deleted</source>
        <translation>
            <numerusform>%Ln Markierung gelöscht</numerusform>
            <numerusform>%Ln Markierungen gelöscht</numerusform>
        </translation>
    </message>
    <message>
        <source>Attached to the selection</source>
        <translation>An die Auswahl angeheftet</translation>
    </message>
</context>
<context>
    <name>Annotator</name>
    <message>
        <source>Note deleted</source>
        <translation>Notiz gelöscht</translation>
    </message>
    <message>
        <source>Highlight removed</source>
        <translation>Hervorhebung entfernt</translation>
    </message>
    <message>
        <source>Select the passage in the text first.</source>
        <translation>Zuerst die Stelle im Text auswählen.</translation>
    </message>
    <message>
        <source>Bookmark removed</source>
        <translation>Lesezeichen entfernt</translation>
    </message>
    <message>
        <source>Put the caret on a mark first: {key} goes to the next one.</source>
        <translation>Zuerst die Schreibmarke auf eine Markierung setzen: {key} geht zur nächsten.</translation>
    </message>
    <message>
        <source>No highlight follows.</source>
        <translation>Es folgt keine Hervorhebung.</translation>
    </message>
    <message>
        <source>No highlight comes before.</source>
        <translation>Davor steht keine Hervorhebung.</translation>
    </message>
</context>
<context>
    <name>Arrivals</name>
    <message>
        <source>The folder “{name}” is in the library now.</source>
        <translation>Der Ordner „{name}“ gehört jetzt zur Bibliothek.</translation>
    </message>
    <message>
        <source>The folder {folder} does not exist.</source>
        <translation>Den Ordner {folder} gibt es nicht.</translation>
    </message>
    <message>
        <source>Choose another …</source>
        <translation>Anderen wählen …</translation>
    </message>
</context>
<context>
    <name>ArticleDelegate</name>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln min left</source>
        <translation>
            <numerusform>noch %Ln Min.</numerusform>
            <numerusform>noch %Ln Min.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln min</source>
        <translation>
            <numerusform>%Ln Min.</numerusform>
            <numerusform>%Ln Min.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArticleModel</name>
    <message>
        <source>unknown language</source>
        <translation>unbekannte Sprache</translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s)</source>
        <translation>
            <numerusform>%Ln Minute</numerusform>
            <numerusform>%Ln Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>read</source>
        <translation>gelesen</translation>
    </message>
    <message>
        <source>unread</source>
        <translation>ungelesen</translation>
    </message>
    <message>
        <source>bookmarked</source>
        <translation>mit Lesezeichen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s)</source>
        <translation>
            <numerusform>%Ln Notiz</numerusform>
            <numerusform>%Ln Notizen</numerusform>
        </translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
</context>
<context>
    <name>ArticleNoteCard</name>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>My note</source>
        <translation>Meine Notiz</translation>
    </message>
    <message>
        <source>Write a note on this article …</source>
        <translation>Notiz zu diesem Artikel schreiben …</translation>
    </message>
</context>
<context>
    <name>Background</name>
    <message>
        <source>Stopped. What is missing is read at the next start.</source>
        <translation>Abgebrochen. Was fehlt, wird beim nächsten Start gelesen.</translation>
    </message>
    <message>
        <source>Reading articles: {done} of {total}</source>
        <translation>Artikel einlesen: {done} von {total}</translation>
    </message>
    <message>
        <source>Search index: {done} of {total}</source>
        <translation>Suchindex: {done} von {total}</translation>
    </message>
    <message>
        <source>Some folders are only looked at every 15 seconds.</source>
        <translation>Einige Ordner werden nur alle 15 Sekunden geprüft.</translation>
    </message>
    <message>
        <source>The articles could not be checked for changes.</source>
        <translation>Die Artikel konnten nicht auf Änderungen geprüft werden.</translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message numerus="yes">
        <source>%Ln mark(s)</source>
        <translation>
            <numerusform>%Ln Markierung</numerusform>
            <numerusform>%Ln Markierungen</numerusform>
        </translation>
    </message>
    <message>
        <source>This backup is damaged.</source>
        <translation>Diese Sicherung ist beschädigt.</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Your bookmarks, highlights and notes are backed up by themselves. Restoring one keeps what you have now beside it.</source>
        <translation>Lesezeichen, Hervorhebungen und Notizen werden von selbst gesichert. Beim Wiederherstellen bleibt der jetzige Stand daneben erhalten.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
</context>
<context>
    <name>Beside</name>
    <message>
        <source>There is no room for two columns: hide the list or widen the window.</source>
        <translation>Für zwei Spalten fehlt der Platz: die Liste ausblenden oder das Fenster breiter ziehen.</translation>
    </message>
    <message>
        <source>Beside it: {language}</source>
        <translation>Daneben: {language}</translation>
    </message>
    <message>
        <source>Translation: {language}</source>
        <translation>Übersetzung: {language}</translation>
    </message>
</context>
<context>
    <name>Colours</name>
    <message>
        <source>Yellow</source>
        <translation>Gelb</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>Rosa</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>unknown language</source>
        <translation>unbekannte Sprache</translation>
    </message>
    <message>
        <source>article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Command or article</source>
        <translation>Befehl oder Artikel</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Nichts gefunden.</translation>
    </message>
</context>
<context>
    <name>ContentsPopup</name>
    <message>
        <source>This article has no headings.</source>
        <translation>Dieser Artikel hat keine Überschriften.</translation>
    </message>
    <message>
        <source>No such heading.</source>
        <translation>Keine solche Überschrift.</translation>
    </message>
    <message>
        <source>level {level}</source>
        <translation>Ebene {level}</translation>
    </message>
    <message>
        <source>being read</source>
        <translation>wird gerade gelesen</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Find a heading</source>
        <translation>Überschrift suchen</translation>
    </message>
</context>
<context>
    <name>DetachedCard</name>
    <message>
        <source>Attach to the selection</source>
        <translation>An Auswahl anheften</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Add articles</source>
        <translation>Artikel hinzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Erase all data?</source>
        <translation>Alle Daten löschen?</translation>
    </message>
    <message>
        <source>All bookmarks, highlights, notes, backups and settings on this computer are deleted. Articles in your own folders stay; imported ones go. This cannot be undone.</source>
        <translation>Alle Lesezeichen, Hervorhebungen, Notizen, Sicherungen und Einstellungen auf diesem Rechner werden gelöscht. Artikel in eigenen Ordnern bleiben; importierte verschwinden. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Erase all data</source>
        <translation>Alle Daten löschen</translation>
    </message>
    <message>
        <source>Restore this backup?</source>
        <translation>Diese Sicherung wiederherstellen?</translation>
    </message>
    <message>
        <source>The marks become what they were: {date}. What you have now is kept beside them.</source>
        <translation>Die Markierungen werden wieder so, wie sie waren: {date}. Der jetzige Stand bleibt daneben erhalten.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>einem anderen Programm</translation>
    </message>
    <message>
        <source>Open in the browser?</source>
        <translation>Im Browser öffnen?</translation>
    </message>
    <message>
        <source>The link leads to {host}.</source>
        <translation>Der Link führt zu {host}.</translation>
    </message>
    <message>
        <source>Do not ask again</source>
        <translation>Nicht mehr fragen</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Add a book</source>
        <translation>Buch hinzufügen</translation>
    </message>
    <message>
        <source>A book can become one article, or one for each chapter.</source>
        <translation>Aus einem Buch kann ein einziger Artikel werden oder je Kapitel einer.</translation>
    </message>
    <message>
        <source>One article</source>
        <translation>Ein Artikel</translation>
    </message>
    <message>
        <source>One for each chapter</source>
        <translation>Einer je Kapitel</translation>
    </message>
</context>
<context>
    <name>Errands</name>
    <message>
        <source>This article has no headings.</source>
        <translation>Dieser Artikel hat keine Überschriften.</translation>
    </message>
    <message>
        <source>Place bookmarked</source>
        <translation>Lesezeichen an dieser Stelle gesetzt</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>Markdown, one file for each article</source>
        <translation>Markdown, eine Datei je Artikel</translation>
    </message>
    <message>
        <source>Export marks</source>
        <translation>Markierungen exportieren</translation>
    </message>
    <message>
        <source>Lesesal marks</source>
        <translation>Markierungen aus Lesesal</translation>
    </message>
    <message>
        <source>There are no marks to export</source>
        <translation>Keine Markierungen zum Exportieren vorhanden</translation>
    </message>
    <message>
        <source>Exported to {name}</source>
        <translation>Exportiert nach {name}</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Verfasst von</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Lesezeichen</translation>
    </message>
    <message>
        <source>Highlight</source>
        <translation>Hervorhebung</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Bookmarks and notes</source>
        <translation>Lesezeichen und Notizen</translation>
    </message>
    <message>
        <source>Bookmarked</source>
        <translation>Mit Lesezeichen</translation>
    </message>
    <message>
        <source>The passage is no longer in the article.</source>
        <translation>Die Stelle ist nicht mehr im Artikel.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Article id</source>
        <translation>Artikel-ID</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>Zitat</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Text before</source>
        <translation>Text davor</translation>
    </message>
    <message>
        <source>Text after</source>
        <translation>Text danach</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Hash of the text</source>
        <translation>Prüfsumme des Textes</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Zähler</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Import marks</source>
        <translation>Markierungen importieren</translation>
    </message>
    <message numerus="yes">
        <source>%Ln mark(s) added</source>
        <translation>
            <numerusform>%Ln Markierung hinzugefügt</numerusform>
            <numerusform>%Ln Markierungen hinzugefügt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln already here</source>
        <translation>
            <numerusform>%Ln schon vorhanden</numerusform>
            <numerusform>%Ln schon vorhanden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not understood</source>
        <translation>
            <numerusform>%Ln nicht verstanden</numerusform>
            <numerusform>%Ln nicht verstanden</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy reasons</source>
        <translation>Gründe kopieren</translation>
    </message>
    <message>
        <source>Backup made: {name}</source>
        <translation>Sicherung angelegt: {name}</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>{current} of {count}</source>
        <translation>{current} von {count}</translation>
    </message>
    <message>
        <source>Find in article</source>
        <translation>Im Artikel suchen</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Voriger Treffer</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Nothing like this was found.</source>
        <translation>Nichts Ähnliches gefunden.</translation>
    </message>
    <message>
        <source>Like “{title}” – show all</source>
        <translation>Ähnlich wie „{title}“ – alle zeigen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more in other views and languages – show</source>
        <translation>
            <numerusform>%Ln weiterer in anderen Ansichten und Sprachen – zeigen</numerusform>
            <numerusform>%Ln weitere in anderen Ansichten und Sprachen – zeigen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more outside “{view}” – show</source>
        <translation>
            <numerusform>%Ln weiterer außerhalb von „{view}“ – zeigen</numerusform>
            <numerusform>%Ln weitere außerhalb von „{view}“ – zeigen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more in other languages – show</source>
        <translation>
            <numerusform>%Ln weiterer in anderen Sprachen – zeigen</numerusform>
            <numerusform>%Ln weitere in anderen Sprachen – zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>{percent} % of the articles can be searched so far.</source>
        <translation>Bisher sind {percent}&#xa0;% der Artikel durchsuchbar.</translation>
    </message>
    <message>
        <source>New and changed articles are still being read.</source>
        <translation>Neue und geänderte Artikel werden noch eingelesen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>%Ln Treffer</numerusform>
            <numerusform>%Ln Treffer</numerusform>
        </translation>
    </message>
    <message>
        <source>{percent} % searched</source>
        <translation>{percent}&#xa0;% durchsucht</translation>
    </message>
    <message>
        <source>Nothing unread is left in this list.</source>
        <translation>In dieser Liste ist nichts Ungelesenes mehr.</translation>
    </message>
</context>
<context>
    <name>FoldersDelegate</name>
    <message numerus="yes">
        <source>%Ln article(s)</source>
        <translation>
            <numerusform>%Ln Artikel</numerusform>
            <numerusform>%Ln Artikel</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FoldersPage</name>
    <message>
        <source>As each article says</source>
        <translation>Wie im Artikel angegeben</translation>
    </message>
    <message numerus="yes">
        <source>%Ln article(s)</source>
        <translation>
            <numerusform>%Ln Artikel</numerusform>
            <numerusform>%Ln Artikel</numerusform>
        </translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>No folder yet. Add one with articles in it.</source>
        <translation>Noch kein Ordner. Hier lässt sich einer mit Artikeln hinzufügen.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Language of the folder</source>
        <translation>Sprache des Ordners</translation>
    </message>
    <message>
        <source>Add folder …</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>The files and their marks stay where they are.</source>
        <translation>Die Dateien und ihre Markierungen bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>ImageView</name>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
</context>
<context>
    <name>ImportProgress</name>
    <message numerus="yes">
        <source>%Ln article(s)</source>
        <translation>
            <numerusform>%Ln Artikel</numerusform>
            <numerusform>%Ln Artikel</numerusform>
        </translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>{rate} a second</source>
        <translation>{rate} pro Sekunde</translation>
    </message>
    <message>
        <source>Cancelling …</source>
        <translation>Wird abgebrochen …</translation>
    </message>
    <message>
        <source>Adding articles</source>
        <translation>Artikel werden hinzugefügt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ImportResultView</name>
    <message>
        <source>updated</source>
        <translation>aktualisiert</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) removed</source>
        <translation>
            <numerusform>%Ln Zeile entfernt</numerusform>
            <numerusform>%Ln Zeilen entfernt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mark(s)</source>
        <translation>
            <numerusform>%Ln Markierung</numerusform>
            <numerusform>%Ln Markierungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fetch %Ln page(s)</source>
        <translation>
            <numerusform>%Ln Seite abrufen</numerusform>
            <numerusform>%Ln Seiten abrufen</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose none</source>
        <translation>Keine auswählen</translation>
    </message>
    <message>
        <source>Choose all</source>
        <translation>Alle auswählen</translation>
    </message>
    <message>
        <source>Articles added</source>
        <translation>Hinzugefügte Artikel</translation>
    </message>
    <message>
        <source>Nothing was added</source>
        <translation>Nichts hinzugefügt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln article(s) added.</source>
        <translation>
            <numerusform>%Ln Artikel hinzugefügt.</numerusform>
            <numerusform>%Ln Artikel hinzugefügt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mark(s) added.</source>
        <translation>
            <numerusform>%Ln Markierung hinzugefügt.</numerusform>
            <numerusform>%Ln Markierungen hinzugefügt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mark(s) were already here.</source>
        <translation>
            <numerusform>%Ln Markierung war schon vorhanden.</numerusform>
            <numerusform>%Ln Markierungen waren schon vorhanden.</numerusform>
        </translation>
    </message>
    <message>
        <source>What was taken out is listed below each; the originals are kept.</source>
        <translation>Was entfernt wurde, steht unter jedem Artikel; die Originale bleiben erhalten.</translation>
    </message>
    <message>
        <source>Stopped before the end; what was finished is kept whole.</source>
        <translation>Vorzeitig abgebrochen; was fertig war, bleibt vollständig erhalten.</translation>
    </message>
    <message>
        <source>Part of the result</source>
        <translation>Teil des Ergebnisses</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Open article</source>
        <translation>Artikel öffnen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Marks added</source>
        <translation>Hinzugefügte Markierungen</translation>
    </message>
    <message>
        <source>Articles to fetch</source>
        <translation>Abzurufende Artikel</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Hinzugefügt</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>To fetch</source>
        <translation>Abzurufen</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>Markierungen</translation>
    </message>
    <message>
        <source>checked</source>
        <translation>ausgewählt</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>nicht ausgewählt</translation>
    </message>
</context>
<context>
    <name>Imports</name>
    <message>
        <source>Fetching …</source>
        <translation>Wird abgerufen …</translation>
    </message>
    <message>
        <source>Nothing was found at this address.</source>
        <translation>Unter dieser Adresse wurde nichts gefunden.</translation>
    </message>
    <message>
        <source>Entering them in the library …</source>
        <translation>Aufnahme in die Bibliothek …</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message numerus="yes">
        <source>%Ln unsaved note(s) put back</source>
        <translation>
            <numerusform>%Ln nicht gespeicherte Notiz wurde wiederhergestellt</numerusform>
            <numerusform>%Ln nicht gespeicherte Notizen wurden wiederhergestellt</numerusform>
        </translation>
    </message>
    <message>
        <source>The note cannot be saved; its text was copied.</source>
        <translation>Die Notiz kann nicht gespeichert werden; ihr Text wurde kopiert.</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Trotzdem weiter</translation>
    </message>
    <message>
        <source>The note cannot be saved anywhere.</source>
        <translation>Die Notiz lässt sich nirgends speichern.</translation>
    </message>
    <message>
        <source>Close anyway</source>
        <translation>Trotzdem schließen</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Elsewhere</source>
        <translation>Sonstiges</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Change keys …</source>
        <translation>Tasten ändern …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>“{action}”</source>
        <translation>„{action}“</translation>
    </message>
    <message>
        <source>{key} is also the key of {actions}.</source>
        <translation>{key} ist auch das Tastenkürzel für {actions}.</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Press the keys; Backspace takes the shortcut away.</source>
        <translation>Die Tasten drücken; die Rücktaste entfernt das Tastenkürzel.</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
</context>
<context>
    <name>KeysView</name>
    <message>
        <source>clashes with another action</source>
        <translation>kollidiert mit einem anderen Befehl</translation>
    </message>
    <message>
        <source>Find an action or a key</source>
        <translation>Befehl oder Taste suchen</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Befehle und ihre Tasten</translation>
    </message>
</context>
<context>
    <name>LanguageChips</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message numerus="yes">
        <source>All languages, %Ln article(s)</source>
        <translation>
            <numerusform>Alle Sprachen, %Ln Artikel</numerusform>
            <numerusform>Alle Sprachen, %Ln Artikel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{language}, %Ln article(s)</source>
        <translation>
            <numerusform>{language}, %Ln Artikel</numerusform>
            <numerusform>{language}, %Ln Artikel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more language(s)</source>
        <translation>
            <numerusform>%Ln weitere Sprache</numerusform>
            <numerusform>%Ln weitere Sprachen</numerusform>
        </translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
</context>
<context>
    <name>LanguageQuestion</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Language of the article</source>
        <translation>Sprache des Artikels</translation>
    </message>
    <message>
        <source>Find a language</source>
        <translation>Sprache suchen</translation>
    </message>
    <message>
        <source>No such language.</source>
        <translation>Keine solche Sprache.</translation>
    </message>
    <message>
        <source>As the article says</source>
        <translation>Wie im Artikel angegeben</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>Swedish</source>
        <translation>Schwedisch</translation>
    </message>
    <message>
        <source>German</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Englisch</translation>
    </message>
    <message>
        <source>Danish</source>
        <translation>Dänisch</translation>
    </message>
    <message>
        <source>Norwegian</source>
        <translation>Norwegisch</translation>
    </message>
    <message>
        <source>Norwegian Bokmål</source>
        <translation>Norwegisch (Bokmål)</translation>
    </message>
    <message>
        <source>Norwegian Nynorsk</source>
        <translation>Norwegisch (Nynorsk)</translation>
    </message>
    <message>
        <source>Finnish</source>
        <translation>Finnisch</translation>
    </message>
    <message>
        <source>Icelandic</source>
        <translation>Isländisch</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>Niederländisch</translation>
    </message>
    <message>
        <source>French</source>
        <translation>Französisch</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>Spanisch</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>Portugiesisch</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>Italienisch</translation>
    </message>
    <message>
        <source>Romanian</source>
        <translation>Rumänisch</translation>
    </message>
    <message>
        <source>Polish</source>
        <translation>Polnisch</translation>
    </message>
    <message>
        <source>Czech</source>
        <translation>Tschechisch</translation>
    </message>
    <message>
        <source>Hungarian</source>
        <translation>Ungarisch</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>Türkisch</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>Russisch</translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <translation>Ukrainisch</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>Griechisch</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>Arabisch</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>Hebräisch</translation>
    </message>
    <message>
        <source>Persian</source>
        <translation>Persisch</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>Japanisch</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>Chinesisch</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>Koreanisch</translation>
    </message>
</context>
<context>
    <name>Linking</name>
    <message>
        <source>“{name}” is not in the library.</source>
        <translation>„{name}“ ist nicht in der Bibliothek.</translation>
    </message>
</context>
<context>
    <name>LongText</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>MarkPanel</name>
    <message>
        <source>This article is not in the library now.</source>
        <translation>Dieser Artikel ist gerade nicht in der Bibliothek.</translation>
    </message>
    <message>
        <source>Its passage is no longer in the article.</source>
        <translation>Die Stelle ist nicht mehr im Artikel.</translation>
    </message>
    <message>
        <source>To attach it, select a passage in an article first.</source>
        <translation>Zum Anheften zuerst eine Stelle in einem Artikel auswählen.</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Markierung</translation>
    </message>
    <message>
        <source>Quote and note</source>
        <translation>Zitat und Notiz</translation>
    </message>
    <message>
        <source>Open article</source>
        <translation>Artikel öffnen</translation>
    </message>
    <message>
        <source>Attach to the selection</source>
        <translation>An Auswahl anheften</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>MarkPopover</name>
    <message>
        <source>Highlight</source>
        <translation>Hervorhebung</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Lesezeichen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Note ({key})</source>
        <translation>Notiz ({key})</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Tags ({key})</source>
        <translation>Schlagwörter ({key})</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete ({key})</source>
        <translation>Löschen ({key})</translation>
    </message>
</context>
<context>
    <name>Marking</name>
    <message>
        <source>Highlight</source>
        <translation>Hervorhebung</translation>
    </message>
    <message>
        <source>Extend highlight</source>
        <translation>Hervorhebung erweitern</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Lesezeichen</translation>
    </message>
    <message>
        <source>Remove bookmark</source>
        <translation>Lesezeichen entfernen</translation>
    </message>
    <message>
        <source>Recolour</source>
        <translation>Farbe ändern</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Attach note</source>
        <translation>Notiz anheften</translation>
    </message>
</context>
<context>
    <name>MarksList</name>
    <message>
        <source>Show in full</source>
        <translation>Ganz zeigen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>MarksView</name>
    <message>
        <source>All marks</source>
        <translation>Alle Markierungen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Search quotes and notes</source>
        <translation>In Zitaten und Notizen suchen</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>Gruppieren nach</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>Markierungen</translation>
    </message>
    <message>
        <source>By article</source>
        <translation>Nach Artikel</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>Nach Tag</translation>
    </message>
    <message>
        <source>The whole article</source>
        <translation>Der ganze Artikel</translation>
    </message>
    <message>
        <source>Detached</source>
        <translation>Ohne Stelle</translation>
    </message>
    <message>
        <source>All languages</source>
        <translation>Alle Sprachen</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>Highlights</source>
        <translation>Hervorhebungen</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>Lesezeichen</translation>
    </message>
    <message>
        <source>All tags</source>
        <translation>Alle Schlagwörter</translation>
    </message>
    <message>
        <source>No marks yet. Select a passage in an article to highlight it.</source>
        <translation>Noch keine Markierungen. Zum Hervorheben eine Stelle in einem Artikel auswählen.</translation>
    </message>
    <message>
        <source>No mark fits this filter.</source>
        <translation>Keine Markierung passt zu diesem Filter.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln mark(s)</source>
        <translation>
            <numerusform>%Ln Markierung</numerusform>
            <numerusform>%Ln Markierungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln ausgewählt</numerusform>
            <numerusform>%Ln ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>highlight</source>
        <translation>Hervorhebung</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>bookmark</source>
        <translation>Lesezeichen</translation>
    </message>
    <message>
        <source>detached</source>
        <translation>ohne Stelle</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>The folder {folder} cannot be created: {reason}</source>
        <translation>Der Ordner {folder} kann nicht angelegt werden: {reason}</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}</source>
        <translation>{path} kann nicht geschrieben werden: {reason}</translation>
    </message>
    <message>
        <source>{path} cannot be used: {reason}</source>
        <translation>{path} kann nicht verwendet werden: {reason}</translation>
    </message>
    <message>
        <source>{path} is damaged: {reason}. It is left as it is; restore a backup</source>
        <translation>{path} ist beschädigt: {reason}. Die Datei bleibt, wie sie ist; eine Sicherung hilft weiter</translation>
    </message>
    <message>
        <source>{path} was written by a newer version of Lesesal; update the program</source>
        <translation>{path} stammt von einer neueren Version von Lesesal; bitte das Programm aktualisieren</translation>
    </message>
    <message>
        <source>{path} is missing, but there are backups in {backups}. Restore one of them</source>
        <translation>{path} fehlt, aber in {backups} liegen Sicherungen. Eine davon lässt sich wiederherstellen</translation>
    </message>
    <message>
        <source>{path} is missing, but a copy that was set aside is beside it. Restore it</source>
        <translation>{path} fehlt, aber eine beiseitegelegte Kopie liegt daneben. Sie lässt sich wiederherstellen</translation>
    </message>
    <message>
        <source>{path} was moved, deleted or replaced while it was open; nothing was written. Put it back or restore a backup, then open it again</source>
        <translation>{path} wurde verschoben, gelöscht oder ersetzt, während die Datei geöffnet war; nichts wurde geschrieben. Die Datei zurücklegen oder eine Sicherung wiederherstellen und dann erneut öffnen</translation>
    </message>
    <message>
        <source>{backup} cannot be restored: {reason}. Choose another backup</source>
        <translation>{backup} kann nicht wiederhergestellt werden: {reason}. Bitte eine andere Sicherung wählen</translation>
    </message>
    <message>
        <source>Another program is using {name}; try again</source>
        <translation>Ein anderes Programm verwendet {name}; bitte erneut versuchen</translation>
    </message>
    <message>
        <source>Another program is replacing {name}; try again</source>
        <translation>Ein anderes Programm ersetzt gerade {name}; bitte erneut versuchen</translation>
    </message>
    <message>
        <source>The disk reported an error at {path} ({reason})</source>
        <translation>Die Platte meldet einen Fehler bei {path} ({reason})</translation>
    </message>
    <message>
        <source>There is no space left on the disk of {path}; free some and try again</source>
        <translation>Auf der Platte mit {path} ist kein Platz mehr; bitte Platz schaffen und erneut versuchen</translation>
    </message>
    <message>
        <source>{path} cannot be written; check its permissions and those of its folder</source>
        <translation>{path} kann nicht geschrieben werden; bitte die Rechte der Datei und ihres Ordners prüfen</translation>
    </message>
    <message>
        <source>{path} cannot be opened: permission denied</source>
        <translation>{path} kann nicht geöffnet werden: Zugriff verweigert</translation>
    </message>
    <message>
        <source>{path} cannot be opened; check that it and its folder may be written</source>
        <translation>{path} kann nicht geöffnet werden; bitte prüfen, ob Datei und Ordner beschreibbar sind</translation>
    </message>
    <message>
        <source>The mark {mark} is not in {name}</source>
        <translation>Die Markierung {mark} ist nicht in {name}</translation>
    </message>
    <message>
        <source>it fails its checks</source>
        <translation>die Prüfung schlägt fehl</translation>
    </message>
    <message>
        <source>its tables are not as they should be</source>
        <translation>die Tabellen sind nicht, wie sie sein sollen</translation>
    </message>
    <message>
        <source>it was not written by this program</source>
        <translation>sie stammt nicht von diesem Programm</translation>
    </message>
    <message>
        <source>it is not a file</source>
        <translation>es ist keine Datei</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>sie ist leer</translation>
    </message>
    <message>
        <source>marks are missing from it</source>
        <translation>darin fehlen Markierungen</translation>
    </message>
    <message>
        <source>a row of its table {table} was changed from outside</source>
        <translation>eine Zeile der Tabelle {table} wurde von außen geändert</translation>
    </message>
    <message>
        <source>a row of its table {table} is damaged</source>
        <translation>eine Zeile der Tabelle {table} ist beschädigt</translation>
    </message>
    <message>
        <source>it does not know its {name}</source>
        <translation>die Angabe {name} fehlt darin</translation>
    </message>
    <message>
        <source>tags in it cannot be read</source>
        <translation>Schlagwörter darin sind nicht lesbar</translation>
    </message>
    <message>
        <source>a text it keeps cannot be read</source>
        <translation>ein Text darin ist nicht lesbar</translation>
    </message>
    <message>
        <source>no backup was made ({reason})</source>
        <translation>es wurde keine Sicherung angelegt ({reason})</translation>
    </message>
    <message>
        <source>rows of the table {table} are missing or doubled</source>
        <translation>Zeilen der Tabelle {table} fehlen oder sind doppelt</translation>
    </message>
    <message>
        <source>a row of the table {table} was changed: {key}</source>
        <translation>eine Zeile der Tabelle {table} wurde geändert: {key}</translation>
    </message>
    <message>
        <source>SQLite says: {text}</source>
        <translation>SQLite meldet: {text}</translation>
    </message>
    <message>
        <source>The settings in {path} cannot be read; {reason}</source>
        <translation>Die Einstellungen in {path} sind nicht lesbar; {reason}</translation>
    </message>
    <message>
        <source>The settings could not be read; {reason}. The file is kept as {path}</source>
        <translation>Die Einstellungen waren nicht lesbar; {reason}. Die Datei bleibt als {path} erhalten</translation>
    </message>
    <message>
        <source>those before them are used</source>
        <translation>es gelten die vorigen</translation>
    </message>
    <message>
        <source>the defaults are used</source>
        <translation>es gelten die Vorgaben</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>Zugriff verweigert</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>der Vorgang ist nicht erlaubt</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>Datei oder Ordner nicht vorhanden</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>das ist kein Ordner</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>das ist ein Ordner</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>die Datei gibt es schon</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>der Dateiname ist zu lang</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>die Datei ist zu groß</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>auf der Platte ist kein Platz mehr</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>der zugeteilte Plattenplatz ist erschöpft</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>das Dateisystem ist schreibgeschützt</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>Ein-/Ausgabefehler</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>zu viele geöffnete Dateien</translation>
    </message>
    <message>
        <source>Too many levels of symbolic links</source>
        <translation>zu viele symbolische Links hintereinander</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>das Gerät ist belegt</translation>
    </message>
    <message>
        <source>Stale file handle</source>
        <translation>die Datei im Netzlaufwerk ist nicht mehr erreichbar</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>die Verbindung wurde abgelehnt</translation>
    </message>
    <message>
        <source>Connection reset by peer</source>
        <translation>der Server hat die Verbindung abgebrochen</translation>
    </message>
    <message>
        <source>Network is unreachable</source>
        <translation>das Netz ist nicht erreichbar</translation>
    </message>
    <message>
        <source>No route to host</source>
        <translation>der Server ist nicht erreichbar</translation>
    </message>
    <message>
        <source>Name or service not known</source>
        <translation>der Server ist unbekannt</translation>
    </message>
    <message>
        <source>Temporary failure in name resolution</source>
        <translation>der Name des Servers lässt sich zurzeit nicht auflösen</translation>
    </message>
    <message>
        <source>The folder cannot be read: {reason}</source>
        <translation>Der Ordner kann nicht gelesen werden: {reason}</translation>
    </message>
    <message>
        <source>The folder is not there. Is the disk or the network folder connected?</source>
        <translation>Der Ordner ist nicht da. Ist die Platte oder der Netzwerkordner verbunden?</translation>
    </message>
    <message>
        <source>The folder is empty. Is its disk or network folder connected?</source>
        <translation>Der Ordner ist leer. Ist seine Platte oder sein Netzwerkordner verbunden?</translation>
    </message>
    <message>
        <source>The folder it is in is not available</source>
        <translation>Der Ordner, in dem er liegt, ist nicht verfügbar</translation>
    </message>
    <message>
        <source>It cannot be read: {reason}</source>
        <translation>Nicht lesbar: {reason}</translation>
    </message>
    <message>
        <source>the file is gone</source>
        <translation>die Datei ist weg</translation>
    </message>
    <message>
        <source>the permission is missing</source>
        <translation>die Berechtigung fehlt</translation>
    </message>
    <message>
        <source>It is a link to a place outside the folder</source>
        <translation>Es ist ein Link auf einen Ort außerhalb des Ordners</translation>
    </message>
    <message>
        <source>It is not a regular file</source>
        <translation>Es ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>The file is empty</source>
        <translation>Die Datei ist leer</translation>
    </message>
    <message>
        <source>The file is not text, but binary data</source>
        <translation>Die Datei ist kein Text, sondern enthält binäre Daten</translation>
    </message>
    <message>
        <source>The file is large; only its beginning is shown</source>
        <translation>Die Datei ist groß; nur der Anfang wird gezeigt</translation>
    </message>
    <message>
        <source>The encoding is a guess: {name}</source>
        <translation>Die Zeichenkodierung ist geraten: {name}</translation>
    </message>
    <message>
        <source>Some bytes are not valid {name}</source>
        <translation>Einige Bytes sind kein gültiges {name}</translation>
    </message>
    <message>
        <source>Another article has the same id in its front matter: {id}</source>
        <translation>Ein anderer Artikel hat dieselbe ID im Dateikopf: {id}</translation>
    </message>
    <message>
        <source>The catalogue of the articles cannot be used ({reason}): {path}</source>
        <translation>Der Artikelkatalog kann nicht verwendet werden ({reason}): {path}</translation>
    </message>
    <message>
        <source>The search index cannot be written: {reason}</source>
        <translation>Der Suchindex kann nicht geschrieben werden: {reason}</translation>
    </message>
    <message>
        <source>The search index is in use; try again</source>
        <translation>Der Suchindex ist belegt; bitte erneut versuchen</translation>
    </message>
    <message>
        <source>The search was given up</source>
        <translation>Die Suche wurde abgebrochen</translation>
    </message>
    <message>
        <source>{name} is not a complete theme: {reason}</source>
        <translation>{name} ist kein vollständiges Farbschema: {reason}</translation>
    </message>
    <message>
        <source>The file is very large; its beginning is shown</source>
        <translation>Die Datei ist sehr groß; der Anfang wird gezeigt</translation>
    </message>
    <message>
        <source>Very long paragraphs are shown in several pieces</source>
        <translation>Sehr lange Absätze werden geteilt gezeigt</translation>
    </message>
    <message>
        <source>Parts nested very deeply are shown flattened</source>
        <translation>Sehr tief verschachtelte Teile werden flach gezeigt</translation>
    </message>
    <message>
        <source>The article has very many elements; its later part is shown as plain lines</source>
        <translation>Der Artikel hat sehr viele Elemente; sein hinterer Teil wird in einfachen Zeilen gezeigt</translation>
    </message>
    <message>
        <source>Tables with more than {count} rows go on as plain lines</source>
        <translation>Tabellen mit mehr als {count} Zeilen gehen in einfachen Zeilen weiter</translation>
    </message>
    <message>
        <source>In tables the cells beyond column {count} are shown as one</source>
        <translation>In Tabellen werden die Zellen ab Spalte {count} zu einer zusammengefasst</translation>
    </message>
    <message>
        <source>The article is too large to set definition lists and boxes; they are shown as text</source>
        <translation>Der Artikel ist zu groß für Definitionslisten und Kästen; sie werden als Text gezeigt</translation>
    </message>
    <message>
        <source>The article took too long to lay out; it is shown as plain text</source>
        <translation>Der Artikel ließ sich nicht rechtzeitig aufbereiten; er wird als reiner Text gezeigt</translation>
    </message>
    <message>
        <source>The article could not be laid out; it is shown as plain text</source>
        <translation>Der Artikel ließ sich nicht aufbereiten; er wird als reiner Text gezeigt</translation>
    </message>
    <message>
        <source>The window is closing; the article is shown as plain text</source>
        <translation>Das Fenster wird geschlossen; der Artikel wird als reiner Text gezeigt</translation>
    </message>
    <message>
        <source>The article needs too much memory</source>
        <translation>Der Artikel braucht zu viel Speicher</translation>
    </message>
    <message>
        <source>The query is too long</source>
        <translation>Die Suchanfrage ist zu lang</translation>
    </message>
    <message>
        <source>This bracket closes nothing</source>
        <translation>Diese Klammer schließt nichts</translation>
    </message>
    <message>
        <source>There are too many brackets in one another</source>
        <translation>Zu viele Klammern sind ineinander verschachtelt</translation>
    </message>
    <message>
        <source>OR needs something before it</source>
        <translation>Vor OR muss etwas stehen</translation>
    </message>
    <message>
        <source>OR needs something after it</source>
        <translation>Nach OR muss etwas stehen</translation>
    </message>
    <message>
        <source>{name}: needs a value after the colon</source>
        <translation>{name}: braucht einen Wert nach dem Doppelpunkt</translation>
    </message>
    <message>
        <source>in: knows title, text and notes</source>
        <translation>in: kennt title, text und notes</translation>
    </message>
    <message>
        <source>{name}: takes a date such as 2024 or 2024-03-31</source>
        <translation>{name}: verlangt ein Datum wie 2024 oder 2024-03-31</translation>
    </message>
    <message>
        <source>{name}: knows {known}</source>
        <translation>{name}: kennt {known}</translation>
    </message>
    <message>
        <source>bookmarked, unread and read</source>
        <translation>bookmarked, unread und read</translation>
    </message>
    <message>
        <source>note and highlight</source>
        <translation>note und highlight</translation>
    </message>
    <message>
        <source>{field} cannot be answered here</source>
        <translation>{field} lässt sich hier nicht beantworten</translation>
    </message>
    <message>
        <source>This file is not text in UTF-8</source>
        <translation>Diese Datei ist kein Text in UTF-8</translation>
    </message>
    <message>
        <source>This file is not JSON, or it is damaged from its start</source>
        <translation>Diese Datei ist kein JSON oder von Anfang an beschädigt</translation>
    </message>
    <message>
        <source>There are no annotations in this file</source>
        <translation>In dieser Datei sind keine Anmerkungen</translation>
    </message>
    <message>
        <source>This is not a dump of Lesesal</source>
        <translation>Das ist kein vollständiger Export aus Lesesal</translation>
    </message>
    <message>
        <source>the file breaks off or is damaged there</source>
        <translation>dort bricht die Datei ab oder ist beschädigt</translation>
    </message>
    <message>
        <source>written by another version: only what is known was read</source>
        <translation>von einer anderen Version geschrieben: nur Bekanntes wurde gelesen</translation>
    </message>
    <message>
        <source>its article is not in the library: {where}</source>
        <translation>der Artikel dazu ist nicht in der Bibliothek: {where}</translation>
    </message>
    <message>
        <source>it names none</source>
        <translation>keiner genannt</translation>
    </message>
    <message>
        <source>not an annotation</source>
        <translation>keine Anmerkung</translation>
    </message>
    <message>
        <source>not a list</source>
        <translation>keine Liste</translation>
    </message>
    <message>
        <source>no usable {name}</source>
        <translation>keine brauchbare Angabe: {name}</translation>
    </message>
    <message>
        <source>not {what}</source>
        <translation>falsche Art, erwartet: {what}</translation>
    </message>
    <message>
        <source>unknown {name}</source>
        <translation>unbekannte Angabe: {name}</translation>
    </message>
    <message>
        <source>Cannot be read: {reason}</source>
        <translation>Nicht lesbar: {reason}</translation>
    </message>
    <message>
        <source>a symbolic link</source>
        <translation>ein symbolischer Link</translation>
    </message>
    <message>
        <source>Not a regular file</source>
        <translation>Keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>Not there</source>
        <translation>Nicht da</translation>
    </message>
    <message>
        <source>Not text, but binary data</source>
        <translation>Kein Text, sondern binäre Daten</translation>
    </message>
    <message>
        <source>There is no such file</source>
        <translation>Diese Datei gibt es nicht</translation>
    </message>
    <message>
        <source>Too large: {size} (limit {limit})</source>
        <translation>Zu groß: {size} (Grenze: {limit})</translation>
    </message>
    <message>
        <source>Not a format that can be imported</source>
        <translation>Dieses Format lässt sich nicht importieren</translation>
    </message>
    <message>
        <source>Nothing was found in it</source>
        <translation>Darin wurde nichts gefunden</translation>
    </message>
    <message>
        <source>An archive within an archive is not opened</source>
        <translation>Ein Archiv in einem Archiv wird nicht geöffnet</translation>
    </message>
    <message>
        <source>Already imported, unchanged: {name}</source>
        <translation>Schon importiert, unverändert: {name}</translation>
    </message>
    <message>
        <source>The article {name} cannot be read, so it was not replaced</source>
        <translation>Der Artikel {name} ist nicht lesbar und wurde deshalb nicht ersetzt</translation>
    </message>
    <message>
        <source>{name} was edited here: kept; the newer version is with the originals</source>
        <translation>{name} wurde hier bearbeitet und bleibt; die neuere Fassung liegt bei den Originalen</translation>
    </message>
    <message>
        <source>It looks like an error page</source>
        <translation>Das sieht nach einer Fehlerseite aus</translation>
    </message>
    <message>
        <source>It looks like an error page: the better version already here was kept</source>
        <translation>Das sieht nach einer Fehlerseite aus: die bessere, schon vorhandene Fassung bleibt</translation>
    </message>
    <message>
        <source>Much shorter ({new} words instead of {old}): the longer one was kept</source>
        <translation>Viel kürzer ({new} statt {old} Wörter): die längere Fassung bleibt</translation>
    </message>
    <message>
        <source>Mended {count} lines whose letters had been read in a wrong encoding</source>
        <translation>Reparierte Zeilen, deren Buchstaben falsch kodiert gelesen worden waren: {count}</translation>
    </message>
    <message>
        <source>{count} pictures were not with the page</source>
        <translation>Bilder, die der Seite nicht beilagen: {count}</translation>
    </message>
    <message>
        <source>Read without trafilatura (the extra lesesal[web]): the simple way was used</source>
        <translation>Ohne trafilatura gelesen (Zusatz lesesal[web]): auf die einfache Art</translation>
    </message>
    <message>
        <source>Entry {number}: {reason}</source>
        <translation>Eintrag {number}: {reason}</translation>
    </message>
    <message>
        <source>It took too long to read</source>
        <translation>Das Lesen hat zu lange gedauert</translation>
    </message>
    <message>
        <source>It needs too much memory</source>
        <translation>Es braucht zu viel Arbeitsspeicher</translation>
    </message>
    <message>
        <source>The program that reads files ended over it</source>
        <translation>Das Programm, das Dateien liest, ist daran gescheitert</translation>
    </message>
    <message>
        <source>The program that reads files cannot start</source>
        <translation>Das Programm, das Dateien liest, kann nicht starten</translation>
    </message>
    <message>
        <source>The page took too long to read: the simple way was used</source>
        <translation>Das Lesen der Seite hat zu lange gedauert: Der einfache Weg wurde genommen</translation>
    </message>
    <message>
        <source>Too large for a page: more than {size}</source>
        <translation>Zu groß für eine Seite: mehr als {size}</translation>
    </message>
    <message>
        <source>Too large for one article: more than {size}</source>
        <translation>Zu groß für einen Artikel: mehr als {size}</translation>
    </message>
    <message>
        <source>No text of an article was found on the page</source>
        <translation>Auf der Seite wurde kein Artikeltext gefunden</translation>
    </message>
    <message>
        <source>There is no page in the archive</source>
        <translation>Im Archiv ist keine Seite</translation>
    </message>
    <message>
        <source>There is no text in the book</source>
        <translation>Im Buch ist kein Text</translation>
    </message>
    <message>
        <source>The book has no package document</source>
        <translation>Dem Buch fehlt das Paketdokument</translation>
    </message>
    <message>
        <source>The chapter is missing from the book</source>
        <translation>Das Kapitel fehlt im Buch</translation>
    </message>
    <message>
        <source>Damaged or refused: {reason}</source>
        <translation>Beschädigt oder abgelehnt: {reason}</translation>
    </message>
    <message>
        <source>The feed declares entities: refused</source>
        <translation>Der Feed deklariert Entitäten: abgelehnt</translation>
    </message>
    <message>
        <source>The feed is damaged: no entry could be read</source>
        <translation>Der Feed ist beschädigt: kein Eintrag war lesbar</translation>
    </message>
    <message>
        <source>The feed is damaged; {count} entries could be read</source>
        <translation>Der Feed ist beschädigt; lesbare Einträge: {count}</translation>
    </message>
    <message>
        <source>Entry {number} has neither a text nor an address</source>
        <translation>Eintrag {number} hat weder Text noch Adresse</translation>
    </message>
    <message>
        <source>The file declares entities: refused</source>
        <translation>Die Datei deklariert Entitäten: abgelehnt</translation>
    </message>
    <message>
        <source>The file is damaged: {reason}</source>
        <translation>Die Datei ist beschädigt: {reason}</translation>
    </message>
    <message>
        <source>The file is damaged or cut short: {count} records could be read</source>
        <translation>Die Datei ist beschädigt oder abgeschnitten; lesbare Einträge: {count}</translation>
    </message>
    <message>
        <source>Line {number} cannot be read: {reason}</source>
        <translation>Zeile {number} ist nicht lesbar: {reason}</translation>
    </message>
    <message>
        <source>Row {number}: no web address</source>
        <translation>Zeile {number}: keine Webadresse</translation>
    </message>
    <message>
        <source>Row {number}: no web address ({title})</source>
        <translation>Zeile {number}: keine Webadresse ({title})</translation>
    </message>
    <message>
        <source>Clipping {number} is not complete</source>
        <translation>Ausschnitt {number} ist unvollständig</translation>
    </message>
    <message>
        <source>PDF files are not imported</source>
        <translation>PDF-Dateien werden nicht importiert</translation>
    </message>
    <message>
        <source>Its name leaves the archive</source>
        <translation>Der Name führt aus dem Archiv hinaus</translation>
    </message>
    <message>
        <source>Unpacks to more than {number} times its size: refused</source>
        <translation>Wird beim Entpacken mehr als {number}-mal so groß: abgelehnt</translation>
    </message>
    <message>
        <source>The archive unpacks to too much: refused</source>
        <translation>Das Archiv wird beim Entpacken zu groß: abgelehnt</translation>
    </message>
    <message>
        <source>The archive has more than {count} entries: refused</source>
        <translation>Das Archiv hat mehr als {count} Einträge: abgelehnt</translation>
    </message>
    <message>
        <source>The archive is damaged or cut short: {count} files could be read</source>
        <translation>Das Archiv ist beschädigt oder abgeschnitten; lesbare Dateien: {count}</translation>
    </message>
    <message>
        <source>Damaged in the archive: {reason}</source>
        <translation>Im Archiv beschädigt: {reason}</translation>
    </message>
    <message>
        <source>Cannot be unpacked: {reason}</source>
        <translation>Lässt sich nicht entpacken: {reason}</translation>
    </message>
    <message>
        <source>unknown compression</source>
        <translation>unbekannte Komprimierung</translation>
    </message>
    <message>
        <source>Only http and https addresses can be fetched</source>
        <translation>Nur http- und https-Adressen lassen sich abrufen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>More than {number} redirects</source>
        <translation>Mehr als {number} Weiterleitungen</translation>
    </message>
    <message>
        <source>A redirect that leads nowhere</source>
        <translation>Eine Weiterleitung, die nirgendwohin führt</translation>
    </message>
    <message>
        <source>The connection is not safe: {reason}</source>
        <translation>Die Verbindung ist nicht sicher: {reason}</translation>
    </message>
    <message>
        <source>The connection failed: {reason}</source>
        <translation>Die Verbindung ist fehlgeschlagen: {reason}</translation>
    </message>
    <message>
        <source>The server does not answer in time</source>
        <translation>Der Server antwortet nicht rechtzeitig</translation>
    </message>
    <message>
        <source>The server answers {answer}</source>
        <translation>Der Server antwortet {answer}</translation>
    </message>
    <message>
        <source>The address leads into a private network: refused</source>
        <translation>Die Adresse führt in ein privates Netz: abgelehnt</translation>
    </message>
    <message>
        <source>Larger than {size}</source>
        <translation>Größer als {size}</translation>
    </message>
    <message>
        <source>The answer was cut off</source>
        <translation>Die Antwort brach ab</translation>
    </message>
    <message>
        <source>The answer is damaged</source>
        <translation>Die Antwort ist beschädigt</translation>
    </message>
    <message>
        <source>An unknown packing: {name}</source>
        <translation>Unbekannte Komprimierung: {name}</translation>
    </message>
    <message>
        <source>Not a page, but {kind}</source>
        <translation>Keine Seite, sondern {kind}</translation>
    </message>
    <message>
        <source>The page is empty</source>
        <translation>Die Seite ist leer</translation>
    </message>
</context>
<context>
    <name>NoteCard</name>
    <message>
        <source>Note: {text}</source>
        <translation>Notiz: {text}</translation>
    </message>
    <message>
        <source>Note on a passage</source>
        <translation>Notiz zu einer Stelle</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
</context>
<context>
    <name>NoteEditor</name>
    <message>
        <source>Earlier texts</source>
        <translation>Frühere Texte</translation>
    </message>
</context>
<context>
    <name>NotesPanel</name>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Not in the part that is shown</source>
        <translation>Nicht im gezeigten Teil</translation>
    </message>
    <message>
        <source>Detached notes</source>
        <translation>Notizen ohne Stelle</translation>
    </message>
    <message>
        <source>Select a passage and press N to write a note on it.</source>
        <translation>Eine Stelle auswählen und N drücken, um eine Notiz zu schreiben.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) not in the part that is shown …</source>
        <translation>
            <numerusform>%Ln Notiz, die nicht im gezeigten Teil steht …</numerusform>
            <numerusform>%Ln Notizen, die nicht im gezeigten Teil stehen …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln detached note(s) …</source>
        <translation>
            <numerusform>%Ln Notiz ohne Stelle …</numerusform>
            <numerusform>%Ln Notizen ohne Stelle …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Operators</name>
    <message>
        <source>exactly these words</source>
        <translation>genau diese Wörter</translation>
    </message>
    <message>
        <source>without this word</source>
        <translation>ohne dieses Wort</translation>
    </message>
    <message>
        <source>one or the other</source>
        <translation>das eine oder das andere</translation>
    </message>
    <message>
        <source>words that begin so</source>
        <translation>Wörter, die so beginnen</translation>
    </message>
    <message>
        <source>in this language, such as sv or de</source>
        <translation>in dieser Sprache, etwa sv oder de</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>noch nicht gelesen</translation>
    </message>
    <message>
        <source>with a bookmark</source>
        <translation>mit Lesezeichen</translation>
    </message>
    <message>
        <source>with a note</source>
        <translation>mit Notiz</translation>
    </message>
    <message>
        <source>in the title</source>
        <translation>im Titel</translation>
    </message>
    <message>
        <source>in the notes</source>
        <translation>in den Notizen</translation>
    </message>
    <message>
        <source>with this tag</source>
        <translation>mit diesem Schlagwort</translation>
    </message>
    <message>
        <source>by this author</source>
        <translation>von dieser Person</translation>
    </message>
    <message>
        <source>from this source</source>
        <translation>aus dieser Quelle</translation>
    </message>
    <message>
        <source>older than a date such as 2024-03-31</source>
        <translation>älter als ein Datum, etwa 2024-03-31</translation>
    </message>
    <message>
        <source>newer than a date such as 2024-03-31</source>
        <translation>neuer als ein Datum, etwa 2024-03-31</translation>
    </message>
</context>
<context>
    <name>PlaceSigns</name>
    <message>
        <source>Bookmark: {text}</source>
        <translation>Lesezeichen: {text}</translation>
    </message>
    <message>
        <source>Bookmarked place</source>
        <translation>Gemerkte Stelle</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Interface</source>
        <translation>Oberfläche</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>Abschnitt</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Typeface</source>
        <translation>Schriftart</translation>
    </message>
    <message>
        <source>Type size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Line spacing</source>
        <translation>Zeilenabstand</translation>
    </message>
    <message>
        <source>Width of the text</source>
        <translation>Textbreite</translation>
    </message>
    <message>
        <source>Hyphenate</source>
        <translation>Silbentrennung</translation>
    </message>
    <message>
        <source>Divides long words by the rules of the article&apos;s language.</source>
        <translation>Trennt lange Wörter nach den Regeln der Artikelsprache.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Of menus and buttons; articles keep their own.</source>
        <translation>Für Menüs und Knöpfe; Artikel behalten ihre eigene.</translation>
    </message>
    <message>
        <source>Single letters as keys</source>
        <translation>Buchstaben als Tastenkürzel</translation>
    </message>
    <message>
        <source>J and K, S, U, H, N and others act in the list and the text.</source>
        <translation>J und K, S, U, H, N und andere gelten in der Liste und im Text.</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>Nothing slides, fades or blinks.</source>
        <translation>Nichts gleitet, verblasst oder blinkt.</translation>
    </message>
    <message>
        <source>One row for translations</source>
        <translation>Eine Zeile für Übersetzungen</translation>
    </message>
    <message>
        <source>The same article in several languages stands in the list once.</source>
        <translation>Derselbe Artikel in mehreren Sprachen steht nur einmal in der Liste.</translation>
    </message>
    <message>
        <source>Show the bundled collection</source>
        <translation>Mitgelieferte Sammlung zeigen</translation>
    </message>
    <message>
        <source>The articles that come with the program.</source>
        <translation>Die Artikel, die dem Programm beiliegen.</translation>
    </message>
</context>
<context>
    <name>Preferencing</name>
    <message>
        <source>This folder is not there now.</source>
        <translation>Dieser Ordner ist gerade nicht da.</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>Save article as PDF</source>
        <translation>Artikel als PDF speichern</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>Gespeichert als {name}</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>Something went wrong; your marks are safe.</source>
        <translation>Etwas ist schiefgegangen; die Markierungen sind sicher.</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
</context>
<context>
    <name>ProblemsDialog</name>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) could not be read. All others are in the list.</source>
        <translation>
            <numerusform>%Ln Datei konnte nicht gelesen werden. Alle anderen stehen in der Liste.</numerusform>
            <numerusform>%Ln Dateien konnten nicht gelesen werden. Alle anderen stehen in der Liste.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every file could be read.</source>
        <translation>Alle Dateien konnten gelesen werden.</translation>
    </message>
    <message>
        <source>Copy list</source>
        <translation>Liste kopieren</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message numerus="yes">
        <source>%Ln bookmark(s)</source>
        <translation>
            <numerusform>%Ln Lesezeichen</numerusform>
            <numerusform>%Ln Lesezeichen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln highlight(s)</source>
        <translation>
            <numerusform>%Ln Hervorhebung</numerusform>
            <numerusform>%Ln Hervorhebungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s)</source>
        <translation>
            <numerusform>%Ln Notiz</numerusform>
            <numerusform>%Ln Notizen</numerusform>
        </translation>
    </message>
    <message>
        <source>Restored: {bookmarks}, {highlights}, {notes}</source>
        <translation>Wiederhergestellt: {bookmarks}, {highlights}, {notes}</translation>
    </message>
</context>
<context>
    <name>QueryRow</name>
    <message>
        <source>Remove {operator}</source>
        <translation>{operator} entfernen</translation>
    </message>
    <message>
        <source>All search operators</source>
        <translation>Alle Suchoperatoren</translation>
    </message>
    <message>
        <source>Search operators</source>
        <translation>Suchoperatoren</translation>
    </message>
</context>
<context>
    <name>Reader</name>
    <message numerus="yes">
        <source>%Ln min</source>
        <translation>
            <numerusform>%Ln Min.</numerusform>
            <numerusform>%Ln Min.</numerusform>
        </translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}&#xa0;%</translation>
    </message>
    <message numerus="yes">
        <source>%Ln min left</source>
        <translation>
            <numerusform>noch %Ln Min.</numerusform>
            <numerusform>noch %Ln Min.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Rescue</name>
    <message>
        <source>Your marks cannot be read.</source>
        <translation>Die Markierungen können nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The damaged file is kept beside the new one.</source>
        <translation>Die beschädigte Datei bleibt neben der neuen erhalten.</translation>
    </message>
    <message>
        <source>Newest good backup: {when}; marks: {count}.</source>
        <translation>Neueste unversehrte Sicherung: {when}; Markierungen: {count}.</translation>
    </message>
    <message>
        <source>Marks still readable in the damaged file: {count}.</source>
        <translation>Noch lesbare Markierungen in der beschädigten Datei: {count}.</translation>
    </message>
    <message>
        <source>Restore all that is readable</source>
        <translation>Alles Lesbare wiederherstellen</translation>
    </message>
    <message>
        <source>Restore the backup only</source>
        <translation>Nur die Sicherung wiederherstellen</translation>
    </message>
    <message>
        <source>Begin with no marks</source>
        <translation>Ohne Markierungen beginnen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>Scripts</name>
    <message>
        <source>No font for this article&apos;s script is installed (Debian: {package}).</source>
        <translation>Keine Schriftart für die Schrift dieses Artikels installiert (Debian: {package}).</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Forget recent searches</source>
        <translation>Letzte Suchen vergessen</translation>
    </message>
    <message>
        <source>No recent searches</source>
        <translation>Keine letzten Suchen</translation>
    </message>
</context>
<context>
    <name>SelectionPopover</name>
    <message>
        <source>Selection</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Note ({key})</source>
        <translation>Notiz ({key})</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy ({key})</source>
        <translation>Kopieren ({key})</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>This article is not in the library now.</source>
        <translation>Dieser Artikel ist gerade nicht in der Bibliothek.</translation>
    </message>
    <message>
        <source>Open whole</source>
        <translation>Ganz öffnen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Shown in part: the first {part} of {whole}</source>
        <translation>Nur der Anfang wird gezeigt: {part} von {whole}</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln bookmark(s) removed</source>
        <translation>
            <numerusform>%Ln Lesezeichen entfernt</numerusform>
            <numerusform>%Ln Lesezeichen entfernt</numerusform>
        </translation>
    </message>
    <message>
        <source>Bookmark set</source>
        <translation>Lesezeichen gesetzt</translation>
    </message>
    <message>
        <source>Bookmark removed</source>
        <translation>Lesezeichen entfernt</translation>
    </message>
    <message>
        <source>Marked as read</source>
        <translation>Als gelesen markiert</translation>
    </message>
    <message>
        <source>Marked as unread</source>
        <translation>Als ungelesen markiert</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redone in “{title}”</source>
        <translation>Wiederholt in „{title}“</translation>
    </message>
    <message>
        <source>Undone in “{title}”</source>
        <translation>Rückgängig gemacht in „{title}“</translation>
    </message>
    <message>
        <source>This article is gone from its folder.</source>
        <translation>Dieser Artikel ist nicht mehr in seinem Ordner.</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Open folder …</source>
        <translation>Ordner öffnen …</translation>
    </message>
    <message>
        <source>Open a folder with articles: Markdown, text or HTML files.</source>
        <translation>Einen Ordner mit Artikeln öffnen: Markdown-, Text- oder HTML-Dateien.</translation>
    </message>
    <message>
        <source>No articles yet</source>
        <translation>Noch keine Artikel</translation>
    </message>
    <message>
        <source>Show all articles</source>
        <translation>Alle Artikel zeigen</translation>
    </message>
    <message>
        <source>Show all languages</source>
        <translation>Alle Sprachen zeigen</translation>
    </message>
    <message>
        <source>Nothing in this view</source>
        <translation>Nichts in dieser Ansicht</translation>
    </message>
    <message>
        <source>Nothing for “{query}”</source>
        <translation>Nichts zu „{query}“</translation>
    </message>
    <message>
        <source>Nothing for “{query}” in “{view}” ({language})</source>
        <translation>Nichts zu „{query}“ in „{view}“ ({language})</translation>
    </message>
    <message>
        <source>Nothing for “{query}” in “{view}”</source>
        <translation>Nichts zu „{query}“ in „{view}“</translation>
    </message>
    <message>
        <source>Nothing for “{query}” in {language}</source>
        <translation>Nichts zu „{query}“ ({language})</translation>
    </message>
    <message>
        <source>Did you mean “{word}”?</source>
        <translation>War „{word}“ gemeint?</translation>
    </message>
    <message>
        <source>Search all languages</source>
        <translation>In allen Sprachen suchen</translation>
    </message>
    <message>
        <source>Search all articles</source>
        <translation>In allen Artikeln suchen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Search titles and text</source>
        <translation>In Titeln und Text suchen</translation>
    </message>
    <message>
        <source>Search operators</source>
        <translation>Suchoperatoren</translation>
    </message>
    <message>
        <source>Language filter</source>
        <translation>Sprachfilter</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Recent searches</source>
        <translation>Letzte Suchen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln unread</source>
        <translation>
            <numerusform>%Ln ungelesen</numerusform>
            <numerusform>%Ln ungelesen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>Less</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Größer</translation>
    </message>
</context>
<context>
    <name>TagPopover</name>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Separate tags with commas.</source>
        <translation>Schlagwörter mit Kommas trennen.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>TextPopover</name>
    <message>
        <source>Footnote</source>
        <translation>Fußnote</translation>
    </message>
</context>
<context>
    <name>Themes</name>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Sepia</source>
        <translation>Sepia</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Type</name>
    <message>
        <source>Tight</source>
        <translation>Eng</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Loose</source>
        <translation>Weit</translation>
    </message>
    <message>
        <source>Narrow</source>
        <translation>Schmal</translation>
    </message>
    <message>
        <source>Wide</source>
        <translation>Breit</translation>
    </message>
</context>
<context>
    <name>TypePanel</name>
    <message>
        <source>Type and theme</source>
        <translation>Schrift und Farbschema</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Line spacing</source>
        <translation>Zeilenabstand</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Typeface</source>
        <translation>Schriftart</translation>
    </message>
</context>
<context>
    <name>ViewMenu</name>
    <message>
        <source>All articles</source>
        <translation>Alle Artikel</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Ungelesen</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>Angefangen</translation>
    </message>
    <message>
        <source>Bookmarked</source>
        <translation>Mit Lesezeichen</translation>
    </message>
    <message>
        <source>With notes</source>
        <translation>Mit Notizen</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Last opened</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>View: {name}</source>
        <translation>Ansicht: {name}</translation>
    </message>
    <message>
        <source>View and sort order</source>
        <translation>Ansicht und Reihenfolge</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Sortieren nach</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>Gespeicherte Suchen</translation>
    </message>
    <message>
        <source>Remove this search</source>
        <translation>Diese Suche entfernen</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>Diese Suche speichern</translation>
    </message>
</context>
<context>
    <name>WholeFile</name>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>The whole file</source>
        <translation>Die ganze Datei</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Type and theme</source>
        <translation>Schrift und Farbschema</translation>
    </message>
    <message>
        <source>Languages of this article</source>
        <translation>Sprachen dieses Artikels</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More (F10)</source>
        <translation>Mehr (F10)</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
</context>
<context>
    <name>_LanguageDelegate</name>
    <message>
        <source>As the article says</source>
        <translation>Wie im Artikel angegeben</translation>
    </message>
</context>
</TS>
