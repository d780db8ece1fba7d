<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="sv" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Lesesal</source>
        <translation>Om Lesesal</translation>
    </message>
    <message>
        <source>Version {number} · MIT License</source>
        <translation>Version {number} · MIT-licens</translation>
    </message>
    <message>
        <source>A reading room for articles in several languages. Everything stays on this computer: no account, no server, nothing sent.</source>
        <translation>En läsesal för artiklar på flera språk. Allt stannar på den här datorn: inget konto, ingen server, inget som skickas.</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Byggt med</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Open folder …</source>
        <translation>Öppna mapp …</translation>
    </message>
    <message>
        <source>Add articles …</source>
        <translation>Lägg till artiklar …</translation>
    </message>
    <message>
        <source>Add from the web …</source>
        <translation>Lägg till från webben …</translation>
    </message>
    <message>
        <source>Add from the clipboard</source>
        <translation>Lägg till från urklipp</translation>
    </message>
    <message>
        <source>Folders …</source>
        <translation>Mappar …</translation>
    </message>
    <message>
        <source>Import marks …</source>
        <translation>Importera märken …</translation>
    </message>
    <message>
        <source>Export marks …</source>
        <translation>Exportera märken …</translation>
    </message>
    <message>
        <source>Save article as PDF …</source>
        <translation>Spara artikeln som PDF …</translation>
    </message>
    <message>
        <source>Print …</source>
        <translation>Skriv ut …</translation>
    </message>
    <message>
        <source>Backups …</source>
        <translation>Säkerhetskopior …</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Avsluta</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Ångra</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Gör om</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiera</translation>
    </message>
    <message>
        <source>Copy quote with source</source>
        <translation>Kopiera citat med källa</translation>
    </message>
    <message>
        <source>Search all articles</source>
        <translation>Sök i alla artiklar</translation>
    </message>
    <message>
        <source>Recent searches …</source>
        <translation>Senaste sökningar …</translation>
    </message>
    <message>
        <source>Find in article</source>
        <translation>Sök i artikeln</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Nästa träff</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Föregående träff</translation>
    </message>
    <message>
        <source>Settings …</source>
        <translation>Inställningar …</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Kommandopalett</translation>
    </message>
    <message>
        <source>All marks</source>
        <translation>Alla märken</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Article list</source>
        <translation>Artikellista</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Anteckningar</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Innehåll</translation>
    </message>
    <message>
        <source>Focus mode</source>
        <translation>Fokusläge</translation>
    </message>
    <message>
        <source>Larger type</source>
        <translation>Större text</translation>
    </message>
    <message>
        <source>Smaller type</source>
        <translation>Mindre text</translation>
    </message>
    <message>
        <source>Normal type size</source>
        <translation>Normal teckenstorlek</translation>
    </message>
    <message>
        <source>Next theme</source>
        <translation>Nästa tema</translation>
    </message>
    <message>
        <source>One row for translations</source>
        <translation>En rad för översättningar</translation>
    </message>
    <message>
        <source>Next article</source>
        <translation>Nästa artikel</translation>
    </message>
    <message>
        <source>Previous article</source>
        <translation>Föregående artikel</translation>
    </message>
    <message>
        <source>Next unread article</source>
        <translation>Nästa olästa artikel</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Bakåt</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Framåt</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Bokmärke</translation>
    </message>
    <message>
        <source>Bookmark this place</source>
        <translation>Bokmärke på det här stället</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Läst</translation>
    </message>
    <message>
        <source>Highlight</source>
        <translation>Stryk över</translation>
    </message>
    <message>
        <source>Yellow highlight</source>
        <translation>Gul överstrykning</translation>
    </message>
    <message>
        <source>Green highlight</source>
        <translation>Grön överstrykning</translation>
    </message>
    <message>
        <source>Blue highlight</source>
        <translation>Blå överstrykning</translation>
    </message>
    <message>
        <source>Pink highlight</source>
        <translation>Rosa överstrykning</translation>
    </message>
    <message>
        <source>Note on the selection</source>
        <translation>Anteckning vid det markerade</translation>
    </message>
    <message>
        <source>Note on the article</source>
        <translation>Anteckning om artikeln</translation>
    </message>
    <message>
        <source>Tags …</source>
        <translation>Etiketter …</translation>
    </message>
    <message>
        <source>Delete mark</source>
        <translation>Ta bort märket</translation>
    </message>
    <message>
        <source>Next highlight</source>
        <translation>Nästa överstrykning</translation>
    </message>
    <message>
        <source>Previous highlight</source>
        <translation>Föregående överstrykning</translation>
    </message>
    <message>
        <source>Set language …</source>
        <translation>Ange språk …</translation>
    </message>
    <message>
        <source>Other language</source>
        <translation>Annat språk</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Sida vid sida</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>Fler liknande</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Visa i mappen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tangenter</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Välkommen</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datamappen</translation>
    </message>
    <message>
        <source>Erase all data …</source>
        <translation>Radera alla data …</translation>
    </message>
    <message>
        <source>About Lesesal</source>
        <translation>Om Lesesal</translation>
    </message>
    <message>
        <source>Page down, then the next unread</source>
        <translation>En sida nedåt, sedan nästa olästa</translation>
    </message>
    <message>
        <source>Page up</source>
        <translation>En sida uppåt</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Nästa ruta</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Meny</translation>
    </message>
    <message>
        <source>Language filter %1</source>
        <translation>Språkfilter %1</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Arkiv</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Redigera</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Visa</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hjälp</translation>
    </message>
</context>
<context>
    <name>AddFromWebDialog</name>
    <message>
        <source>Stopped; nothing was added.</source>
        <translation>Avbrutet; ingenting lades till.</translation>
    </message>
    <message>
        <source>Open article</source>
        <translation>Öppna artikeln</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>Hämta</translation>
    </message>
    <message>
        <source>the site</source>
        <translation>webbplatsen</translation>
    </message>
    <message>
        <source>This page alone is fetched from {host}, cleaned and kept as a file on this computer; nothing else is loaded.</source>
        <translation>Bara den här sidan hämtas från {host}, rensas och sparas som en fil på den här datorn; inget annat läses in.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>Add from the web</source>
        <translation>Lägg till från webben</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adress</translation>
    </message>
</context>
<context>
    <name>AllMarks</name>
    <message numerus="yes">
        <source>%Ln mark(s) deleted</source>
        <translation>
            <numerusform>%Ln märke borttaget</numerusform>
            <numerusform>%Ln märken borttagna</numerusform>
        </translation>
    </message>
    <message>
        <source>Attached to the selection</source>
        <translation>Fäst vid det markerade</translation>
    </message>
</context>
<context>
    <name>Annotator</name>
    <message>
        <source>Note deleted</source>
        <translation>Anteckningen togs bort</translation>
    </message>
    <message>
        <source>Highlight removed</source>
        <translation>Överstrykningen togs bort</translation>
    </message>
    <message>
        <source>Select the passage in the text first.</source>
        <translation>Markera först stället i texten.</translation>
    </message>
    <message>
        <source>Bookmark removed</source>
        <translation>Bokmärket borttaget</translation>
    </message>
    <message>
        <source>Put the caret on a mark first: {key} goes to the next one.</source>
        <translation>Ställ först markören på ett märke: {key} går till nästa.</translation>
    </message>
    <message>
        <source>No highlight follows.</source>
        <translation>Ingen överstrykning följer.</translation>
    </message>
    <message>
        <source>No highlight comes before.</source>
        <translation>Ingen överstrykning kommer före.</translation>
    </message>
</context>
<context>
    <name>Arrivals</name>
    <message>
        <source>The folder “{name}” is in the library now.</source>
        <translation>Mappen ”{name}” finns nu i biblioteket.</translation>
    </message>
    <message>
        <source>The folder {folder} does not exist.</source>
        <translation>Mappen {folder} finns inte.</translation>
    </message>
    <message>
        <source>Choose another …</source>
        <translation>Välj en annan …</translation>
    </message>
</context>
<context>
    <name>ArticleDelegate</name>
    <message>
        <source>Read</source>
        <translation>Läst</translation>
    </message>
    <message numerus="yes">
        <source>%Ln min left</source>
        <translation>
            <numerusform>%Ln min kvar</numerusform>
            <numerusform>%Ln min kvar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln min</source>
        <translation>
            <numerusform>%Ln min</numerusform>
            <numerusform>%Ln min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArticleModel</name>
    <message>
        <source>unknown language</source>
        <translation>okänt språk</translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s)</source>
        <translation>
            <numerusform>%Ln minut</numerusform>
            <numerusform>%Ln minuter</numerusform>
        </translation>
    </message>
    <message>
        <source>read</source>
        <translation>läst</translation>
    </message>
    <message>
        <source>unread</source>
        <translation>oläst</translation>
    </message>
    <message>
        <source>bookmarked</source>
        <translation>med bokmärke</translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s)</source>
        <translation>
            <numerusform>%Ln anteckning</numerusform>
            <numerusform>%Ln anteckningar</numerusform>
        </translation>
    </message>
    <message>
        <source>warning</source>
        <translation>varning</translation>
    </message>
</context>
<context>
    <name>ArticleNoteCard</name>
    <message>
        <source>Not saved</source>
        <translation>Inte sparad</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Sparad</translation>
    </message>
    <message>
        <source>My note</source>
        <translation>Min anteckning</translation>
    </message>
    <message>
        <source>Write a note on this article …</source>
        <translation>Skriv en anteckning om artikeln …</translation>
    </message>
</context>
<context>
    <name>Background</name>
    <message>
        <source>Stopped. What is missing is read at the next start.</source>
        <translation>Avbrutet. Det som återstår läses vid nästa start.</translation>
    </message>
    <message>
        <source>Reading articles: {done} of {total}</source>
        <translation>Läser artiklar: {done} av {total}</translation>
    </message>
    <message>
        <source>Search index: {done} of {total}</source>
        <translation>Sökregister: {done} av {total}</translation>
    </message>
    <message>
        <source>Some folders are only looked at every 15 seconds.</source>
        <translation>Vissa mappar kontrolleras bara var 15:e sekund.</translation>
    </message>
    <message>
        <source>The articles could not be checked for changes.</source>
        <translation>Det gick inte att se efter om artiklarna har ändrats.</translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message numerus="yes">
        <source>%Ln mark(s)</source>
        <translation>
            <numerusform>%Ln märke</numerusform>
            <numerusform>%Ln märken</numerusform>
        </translation>
    </message>
    <message>
        <source>This backup is damaged.</source>
        <translation>Den här säkerhetskopian är skadad.</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Säkerhetskopior</translation>
    </message>
    <message>
        <source>Your bookmarks, highlights and notes are backed up by themselves. Restoring one keeps what you have now beside it.</source>
        <translation>Bokmärken, överstrykningar och anteckningar säkerhetskopieras av sig själva. När en kopia återställs behålls det nuvarande vid sidan av.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Öppna mappen</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Säkerhetskopiera nu</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Återställ</translation>
    </message>
</context>
<context>
    <name>Beside</name>
    <message>
        <source>There is no room for two columns: hide the list or widen the window.</source>
        <translation>Två spalter får inte plats: dölj listan eller gör fönstret bredare.</translation>
    </message>
    <message>
        <source>Beside it: {language}</source>
        <translation>Bredvid: {language}</translation>
    </message>
    <message>
        <source>Translation: {language}</source>
        <translation>Översättning: {language}</translation>
    </message>
</context>
<context>
    <name>Colours</name>
    <message>
        <source>Yellow</source>
        <translation>Gul</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grön</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blå</translation>
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
        <translation>okänt språk</translation>
    </message>
    <message>
        <source>article</source>
        <translation>artikel</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Kommandopalett</translation>
    </message>
    <message>
        <source>Command or article</source>
        <translation>Kommando eller artikel</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Inget hittades.</translation>
    </message>
</context>
<context>
    <name>ContentsPopup</name>
    <message>
        <source>This article has no headings.</source>
        <translation>Artikeln har inga rubriker.</translation>
    </message>
    <message>
        <source>No such heading.</source>
        <translation>Ingen sådan rubrik.</translation>
    </message>
    <message>
        <source>level {level}</source>
        <translation>nivå {level}</translation>
    </message>
    <message>
        <source>being read</source>
        <translation>läses nu</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Innehåll</translation>
    </message>
    <message>
        <source>Find a heading</source>
        <translation>Sök rubrik</translation>
    </message>
</context>
<context>
    <name>DetachedCard</name>
    <message>
        <source>Attach to the selection</source>
        <translation>Fäst vid det markerade</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Ta bort</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Open folder</source>
        <translation>Öppna mapp</translation>
    </message>
    <message>
        <source>Add articles</source>
        <translation>Lägg till artiklar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Erase all data?</source>
        <translation>Radera alla data?</translation>
    </message>
    <message>
        <source>All bookmarks, highlights, notes, backups and settings on this computer are deleted. Articles in your own folders stay; imported ones go. This cannot be undone.</source>
        <translation>Alla bokmärken, överstrykningar, anteckningar, säkerhetskopior och inställningar på den här datorn raderas. Artiklar i dina egna mappar blir kvar; importerade försvinner. Det går inte att ångra.</translation>
    </message>
    <message>
        <source>Erase all data</source>
        <translation>Radera alla data</translation>
    </message>
    <message>
        <source>Restore this backup?</source>
        <translation>Återställa den här säkerhetskopian?</translation>
    </message>
    <message>
        <source>The marks become what they were: {date}. What you have now is kept beside them.</source>
        <translation>Märkena blir som de var: {date}. Det nuvarande behålls vid sidan av.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Återställ</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>ett annat program</translation>
    </message>
    <message>
        <source>Open in the browser?</source>
        <translation>Öppna i webbläsaren?</translation>
    </message>
    <message>
        <source>The link leads to {host}.</source>
        <translation>Länken leder till {host}.</translation>
    </message>
    <message>
        <source>Do not ask again</source>
        <translation>Fråga inte igen</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Kopiera adressen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öppna</translation>
    </message>
    <message>
        <source>Add a book</source>
        <translation>Lägg till en bok</translation>
    </message>
    <message>
        <source>A book can become one article, or one for each chapter.</source>
        <translation>En bok kan bli en enda artikel eller en för varje kapitel.</translation>
    </message>
    <message>
        <source>One article</source>
        <translation>En artikel</translation>
    </message>
    <message>
        <source>One for each chapter</source>
        <translation>En för varje kapitel</translation>
    </message>
</context>
<context>
    <name>Errands</name>
    <message>
        <source>This article has no headings.</source>
        <translation>Artikeln har inga rubriker.</translation>
    </message>
    <message>
        <source>Place bookmarked</source>
        <translation>Stället fick ett bokmärke</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>Markdown, one file for each article</source>
        <translation>Markdown, en fil för varje artikel</translation>
    </message>
    <message>
        <source>Export marks</source>
        <translation>Exportera märken</translation>
    </message>
    <message>
        <source>Lesesal marks</source>
        <translation>Märken från Lesesal</translation>
    </message>
    <message>
        <source>There are no marks to export</source>
        <translation>Det finns inga märken att exportera</translation>
    </message>
    <message>
        <source>Exported to {name}</source>
        <translation>Exporterat till {name}</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopierat</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Författare</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Språk</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Källa</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adress</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiketter</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Bokmärke</translation>
    </message>
    <message>
        <source>Highlight</source>
        <translation>Överstrykning</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anteckning</translation>
    </message>
    <message>
        <source>Bookmarks and notes</source>
        <translation>Bokmärken och anteckningar</translation>
    </message>
    <message>
        <source>Bookmarked</source>
        <translation>Bokmärkt</translation>
    </message>
    <message>
        <source>The passage is no longer in the article.</source>
        <translation>Stället finns inte längre i artikeln.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Article id</source>
        <translation>Artikelns id</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fil</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>Citat</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Färg</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Skapad</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Ändrad</translation>
    </message>
    <message>
        <source>Text before</source>
        <translation>Text före</translation>
    </message>
    <message>
        <source>Text after</source>
        <translation>Text efter</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Början</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Slut</translation>
    </message>
    <message>
        <source>Hash of the text</source>
        <translation>Textens kontrollsumma</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Räknare</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Borttagen</translation>
    </message>
    <message>
        <source>Import marks</source>
        <translation>Importera märken</translation>
    </message>
    <message numerus="yes">
        <source>%Ln mark(s) added</source>
        <translation>
            <numerusform>%Ln märke tillagt</numerusform>
            <numerusform>%Ln märken tillagda</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln already here</source>
        <translation>
            <numerusform>%Ln fanns redan</numerusform>
            <numerusform>%Ln fanns redan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not understood</source>
        <translation>
            <numerusform>%Ln kunde inte tolkas</numerusform>
            <numerusform>%Ln kunde inte tolkas</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy reasons</source>
        <translation>Kopiera orsakerna</translation>
    </message>
    <message>
        <source>Backup made: {name}</source>
        <translation>Säkerhetskopia skapad: {name}</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>None</source>
        <translation>Inga</translation>
    </message>
    <message>
        <source>{current} of {count}</source>
        <translation>{current} av {count}</translation>
    </message>
    <message>
        <source>Find in article</source>
        <translation>Sök i artikeln</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Föregående träff</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Nästa träff</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Nothing like this was found.</source>
        <translation>Inget liknande hittades.</translation>
    </message>
    <message>
        <source>Like “{title}” – show all</source>
        <translation>Liknar ”{title}” – visa alla</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more in other views and languages – show</source>
        <translation>
            <numerusform>%Ln till i andra vyer och på andra språk – visa</numerusform>
            <numerusform>%Ln till i andra vyer och på andra språk – visa</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more outside “{view}” – show</source>
        <translation>
            <numerusform>%Ln till utanför ”{view}” – visa</numerusform>
            <numerusform>%Ln till utanför ”{view}” – visa</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more in other languages – show</source>
        <translation>
            <numerusform>%Ln till på andra språk – visa</numerusform>
            <numerusform>%Ln till på andra språk – visa</numerusform>
        </translation>
    </message>
    <message>
        <source>{percent} % of the articles can be searched so far.</source>
        <translation>Hittills går {percent}&#xa0;% av artiklarna att söka i.</translation>
    </message>
    <message>
        <source>New and changed articles are still being read.</source>
        <translation>Nya och ändrade artiklar läses fortfarande in.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>%Ln träff</numerusform>
            <numerusform>%Ln träffar</numerusform>
        </translation>
    </message>
    <message>
        <source>{percent} % searched</source>
        <translation>{percent}&#xa0;% genomsökt</translation>
    </message>
    <message>
        <source>Nothing unread is left in this list.</source>
        <translation>Det finns inget oläst kvar i listan.</translation>
    </message>
</context>
<context>
    <name>FoldersDelegate</name>
    <message numerus="yes">
        <source>%Ln article(s)</source>
        <translation>
            <numerusform>%Ln artikel</numerusform>
            <numerusform>%Ln artiklar</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FoldersPage</name>
    <message>
        <source>As each article says</source>
        <translation>Som artikeln anger</translation>
    </message>
    <message numerus="yes">
        <source>%Ln article(s)</source>
        <translation>
            <numerusform>%Ln artikel</numerusform>
            <numerusform>%Ln artiklar</numerusform>
        </translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Mappar</translation>
    </message>
    <message>
        <source>No folder yet. Add one with articles in it.</source>
        <translation>Ingen mapp ännu. Lägg till en som innehåller artiklar.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Språk</translation>
    </message>
    <message>
        <source>Language of the folder</source>
        <translation>Mappens språk</translation>
    </message>
    <message>
        <source>Add folder …</source>
        <translation>Lägg till mapp …</translation>
    </message>
    <message>
        <source>The files and their marks stay where they are.</source>
        <translation>Filerna och deras märken ligger kvar där de är.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Ta bort</translation>
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
            <numerusform>%Ln artikel</numerusform>
            <numerusform>%Ln artiklar</numerusform>
        </translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} av {total}</translation>
    </message>
    <message>
        <source>{rate} a second</source>
        <translation>{rate} i sekunden</translation>
    </message>
    <message>
        <source>Cancelling …</source>
        <translation>Avbryter …</translation>
    </message>
    <message>
        <source>Adding articles</source>
        <translation>Lägger till artiklar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
</context>
<context>
    <name>ImportResultView</name>
    <message>
        <source>updated</source>
        <translation>uppdaterad</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) removed</source>
        <translation>
            <numerusform>%Ln rad borttagen</numerusform>
            <numerusform>%Ln rader borttagna</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mark(s)</source>
        <translation>
            <numerusform>%Ln märke</numerusform>
            <numerusform>%Ln märken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fetch %Ln page(s)</source>
        <translation>
            <numerusform>Hämta %Ln sida</numerusform>
            <numerusform>Hämta %Ln sidor</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose none</source>
        <translation>Välj ingen</translation>
    </message>
    <message>
        <source>Choose all</source>
        <translation>Välj alla</translation>
    </message>
    <message>
        <source>Articles added</source>
        <translation>Tillagda artiklar</translation>
    </message>
    <message>
        <source>Nothing was added</source>
        <translation>Inget lades till</translation>
    </message>
    <message numerus="yes">
        <source>%Ln article(s) added.</source>
        <translation>
            <numerusform>%Ln artikel tillagd.</numerusform>
            <numerusform>%Ln artiklar tillagda.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mark(s) added.</source>
        <translation>
            <numerusform>%Ln märke tillagt.</numerusform>
            <numerusform>%Ln märken tillagda.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mark(s) were already here.</source>
        <translation>
            <numerusform>%Ln märke fanns redan.</numerusform>
            <numerusform>%Ln märken fanns redan.</numerusform>
        </translation>
    </message>
    <message>
        <source>What was taken out is listed below each; the originals are kept.</source>
        <translation>Det som togs bort står under varje artikel; originalen finns kvar.</translation>
    </message>
    <message>
        <source>Stopped before the end; what was finished is kept whole.</source>
        <translation>Avbrutet i förtid; det som hann bli klart är kvar i sin helhet.</translation>
    </message>
    <message>
        <source>Part of the result</source>
        <translation>Del av resultatet</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultat</translation>
    </message>
    <message>
        <source>Open article</source>
        <translation>Öppna artikeln</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>Marks added</source>
        <translation>Tillagda märken</translation>
    </message>
    <message>
        <source>Articles to fetch</source>
        <translation>Artiklar att hämta</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Tillagda</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Överhoppade</translation>
    </message>
    <message>
        <source>To fetch</source>
        <translation>Att hämta</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>Märken</translation>
    </message>
    <message>
        <source>checked</source>
        <translation>vald</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>inte vald</translation>
    </message>
</context>
<context>
    <name>Imports</name>
    <message>
        <source>Fetching …</source>
        <translation>Hämtar …</translation>
    </message>
    <message>
        <source>Nothing was found at this address.</source>
        <translation>Inget hittades på den adressen.</translation>
    </message>
    <message>
        <source>Entering them in the library …</source>
        <translation>Förs in i biblioteket …</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message numerus="yes">
        <source>%Ln unsaved note(s) put back</source>
        <translation>
            <numerusform>%Ln osparad anteckning har lagts tillbaka</numerusform>
            <numerusform>%Ln osparade anteckningar har lagts tillbaka</numerusform>
        </translation>
    </message>
    <message>
        <source>The note cannot be saved; its text was copied.</source>
        <translation>Anteckningen kan inte sparas; texten har kopierats.</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Gå vidare ändå</translation>
    </message>
    <message>
        <source>The note cannot be saved anywhere.</source>
        <translation>Anteckningen går inte att spara någonstans.</translation>
    </message>
    <message>
        <source>Close anyway</source>
        <translation>Stäng ändå</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Elsewhere</source>
        <translation>Övrigt</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>Tangenter</translation>
    </message>
    <message>
        <source>Change keys …</source>
        <translation>Ändra tangenter …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>“{action}”</source>
        <translation>”{action}”</translation>
    </message>
    <message>
        <source>{key} is also the key of {actions}.</source>
        <translation>{key} är också kortkommando för {actions}.</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Kortkommando</translation>
    </message>
    <message>
        <source>Press the keys; Backspace takes the shortcut away.</source>
        <translation>Tryck på tangenterna; backstegstangenten tar bort kortkommandot.</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Återställ</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Återställ alla</translation>
    </message>
</context>
<context>
    <name>KeysView</name>
    <message>
        <source>clashes with another action</source>
        <translation>krockar med ett annat kommando</translation>
    </message>
    <message>
        <source>Find an action or a key</source>
        <translation>Sök kommando eller tangent</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Kommandon och deras tangenter</translation>
    </message>
</context>
<context>
    <name>LanguageChips</name>
    <message>
        <source>All</source>
        <translation>Alla</translation>
    </message>
    <message numerus="yes">
        <source>All languages, %Ln article(s)</source>
        <translation>
            <numerusform>Alla språk, %Ln artikel</numerusform>
            <numerusform>Alla språk, %Ln artiklar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{language}, %Ln article(s)</source>
        <translation>
            <numerusform>{language}, %Ln artikel</numerusform>
            <numerusform>{language}, %Ln artiklar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more language(s)</source>
        <translation>
            <numerusform>%Ln språk till</numerusform>
            <numerusform>%Ln språk till</numerusform>
        </translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Okänt</translation>
    </message>
</context>
<context>
    <name>LanguageQuestion</name>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Language of the article</source>
        <translation>Artikelns språk</translation>
    </message>
    <message>
        <source>Find a language</source>
        <translation>Sök språk</translation>
    </message>
    <message>
        <source>No such language.</source>
        <translation>Inget sådant språk.</translation>
    </message>
    <message>
        <source>As the article says</source>
        <translation>Som artikeln anger</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>Swedish</source>
        <translation>svenska</translation>
    </message>
    <message>
        <source>German</source>
        <translation>tyska</translation>
    </message>
    <message>
        <source>English</source>
        <translation>engelska</translation>
    </message>
    <message>
        <source>Danish</source>
        <translation>danska</translation>
    </message>
    <message>
        <source>Norwegian</source>
        <translation>norska</translation>
    </message>
    <message>
        <source>Norwegian Bokmål</source>
        <translation>norskt bokmål</translation>
    </message>
    <message>
        <source>Norwegian Nynorsk</source>
        <translation>nynorska</translation>
    </message>
    <message>
        <source>Finnish</source>
        <translation>finska</translation>
    </message>
    <message>
        <source>Icelandic</source>
        <translation>isländska</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>nederländska</translation>
    </message>
    <message>
        <source>French</source>
        <translation>franska</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>spanska</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>portugisiska</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>italienska</translation>
    </message>
    <message>
        <source>Romanian</source>
        <translation>rumänska</translation>
    </message>
    <message>
        <source>Polish</source>
        <translation>polska</translation>
    </message>
    <message>
        <source>Czech</source>
        <translation>tjeckiska</translation>
    </message>
    <message>
        <source>Hungarian</source>
        <translation>ungerska</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>turkiska</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>ryska</translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <translation>ukrainska</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>grekiska</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>arabiska</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>hebreiska</translation>
    </message>
    <message>
        <source>Persian</source>
        <translation>persiska</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>japanska</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>kinesiska</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>koreanska</translation>
    </message>
</context>
<context>
    <name>Linking</name>
    <message>
        <source>“{name}” is not in the library.</source>
        <translation>”{name}” finns inte i biblioteket.</translation>
    </message>
</context>
<context>
    <name>LongText</name>
    <message>
        <source>Copy</source>
        <translation>Kopiera</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Markera allt</translation>
    </message>
</context>
<context>
    <name>MarkPanel</name>
    <message>
        <source>This article is not in the library now.</source>
        <translation>Artikeln finns inte i biblioteket just nu.</translation>
    </message>
    <message>
        <source>Its passage is no longer in the article.</source>
        <translation>Stället finns inte längre i artikeln.</translation>
    </message>
    <message>
        <source>To attach it, select a passage in an article first.</source>
        <translation>Markera först ett ställe i en artikel för att fästa det där.</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Märke</translation>
    </message>
    <message>
        <source>Quote and note</source>
        <translation>Citat och anteckning</translation>
    </message>
    <message>
        <source>Open article</source>
        <translation>Öppna artikeln</translation>
    </message>
    <message>
        <source>Attach to the selection</source>
        <translation>Fäst vid det markerade</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiera</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Ta bort</translation>
    </message>
</context>
<context>
    <name>MarkPopover</name>
    <message>
        <source>Highlight</source>
        <translation>Överstrykning</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Bokmärke</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anteckning</translation>
    </message>
    <message>
        <source>Note ({key})</source>
        <translation>Anteckning ({key})</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiketter</translation>
    </message>
    <message>
        <source>Tags ({key})</source>
        <translation>Etiketter ({key})</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Ta bort</translation>
    </message>
    <message>
        <source>Delete ({key})</source>
        <translation>Ta bort ({key})</translation>
    </message>
</context>
<context>
    <name>Marking</name>
    <message>
        <source>Highlight</source>
        <translation>Överstrykning</translation>
    </message>
    <message>
        <source>Extend highlight</source>
        <translation>Utöka överstrykning</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anteckning</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Bokmärke</translation>
    </message>
    <message>
        <source>Remove bookmark</source>
        <translation>Ta bort bokmärke</translation>
    </message>
    <message>
        <source>Recolour</source>
        <translation>Ändra färg</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiketter</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Ta bort</translation>
    </message>
    <message>
        <source>Attach note</source>
        <translation>Fäst anteckning</translation>
    </message>
</context>
<context>
    <name>MarksList</name>
    <message>
        <source>Show in full</source>
        <translation>Visa hela</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiera</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Ta bort</translation>
    </message>
</context>
<context>
    <name>MarksView</name>
    <message>
        <source>All marks</source>
        <translation>Alla märken</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Tillbaka</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exportera …</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiera</translation>
    </message>
    <message>
        <source>Search quotes and notes</source>
        <translation>Sök i citat och anteckningar</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>Gruppera efter</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Språk</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Etikett</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>Märken</translation>
    </message>
    <message>
        <source>By article</source>
        <translation>Efter artikel</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>Efter dag</translation>
    </message>
    <message>
        <source>The whole article</source>
        <translation>Hela artikeln</translation>
    </message>
    <message>
        <source>Detached</source>
        <translation>Utan plats</translation>
    </message>
    <message>
        <source>All languages</source>
        <translation>Alla språk</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Okänt</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Alla typer</translation>
    </message>
    <message>
        <source>Highlights</source>
        <translation>Överstrykningar</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Anteckningar</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>Bokmärken</translation>
    </message>
    <message>
        <source>All tags</source>
        <translation>Alla etiketter</translation>
    </message>
    <message>
        <source>No marks yet. Select a passage in an article to highlight it.</source>
        <translation>Inga märken ännu. Markera ett ställe i en artikel för att stryka över det.</translation>
    </message>
    <message>
        <source>No mark fits this filter.</source>
        <translation>Inget märke passar filtret.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln mark(s)</source>
        <translation>
            <numerusform>%Ln märke</numerusform>
            <numerusform>%Ln märken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln vald</numerusform>
            <numerusform>%Ln valda</numerusform>
        </translation>
    </message>
    <message>
        <source>highlight</source>
        <translation>överstrykning</translation>
    </message>
    <message>
        <source>note</source>
        <translation>anteckning</translation>
    </message>
    <message>
        <source>bookmark</source>
        <translation>bokmärke</translation>
    </message>
    <message>
        <source>detached</source>
        <translation>utan plats</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>The folder {folder} cannot be created: {reason}</source>
        <translation>Mappen {folder} kan inte skapas: {reason}</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}</source>
        <translation>Det går inte att skriva till {path}: {reason}</translation>
    </message>
    <message>
        <source>{path} cannot be used: {reason}</source>
        <translation>{path} kan inte användas: {reason}</translation>
    </message>
    <message>
        <source>{path} is damaged: {reason}. It is left as it is; restore a backup</source>
        <translation>{path} är skadad: {reason}. Filen lämnas som den är; återställ en säkerhetskopia</translation>
    </message>
    <message>
        <source>{path} was written by a newer version of Lesesal; update the program</source>
        <translation>{path} är skriven av en nyare version av Lesesal; uppdatera programmet</translation>
    </message>
    <message>
        <source>{path} is missing, but there are backups in {backups}. Restore one of them</source>
        <translation>{path} saknas, men det finns säkerhetskopior i {backups}. Återställ en av dem</translation>
    </message>
    <message>
        <source>{path} is missing, but a copy that was set aside is beside it. Restore it</source>
        <translation>{path} saknas, men en undanlagd kopia ligger bredvid. Återställ den</translation>
    </message>
    <message>
        <source>{path} was moved, deleted or replaced while it was open; nothing was written. Put it back or restore a backup, then open it again</source>
        <translation>{path} flyttades, togs bort eller ersattes medan den var öppen; ingenting skrevs. Lägg tillbaka den eller återställ en säkerhetskopia och öppna den sedan igen</translation>
    </message>
    <message>
        <source>{backup} cannot be restored: {reason}. Choose another backup</source>
        <translation>{backup} kan inte återställas: {reason}. Välj en annan säkerhetskopia</translation>
    </message>
    <message>
        <source>Another program is using {name}; try again</source>
        <translation>Ett annat program använder {name}; försök igen</translation>
    </message>
    <message>
        <source>Another program is replacing {name}; try again</source>
        <translation>Ett annat program håller på att ersätta {name}; försök igen</translation>
    </message>
    <message>
        <source>The disk reported an error at {path} ({reason})</source>
        <translation>Disken rapporterade ett fel vid {path} ({reason})</translation>
    </message>
    <message>
        <source>There is no space left on the disk of {path}; free some and try again</source>
        <translation>Disken med {path} är full; frigör utrymme och försök igen</translation>
    </message>
    <message>
        <source>{path} cannot be written; check its permissions and those of its folder</source>
        <translation>Det går inte att skriva till {path}; kontrollera filens och mappens behörigheter</translation>
    </message>
    <message>
        <source>{path} cannot be opened: permission denied</source>
        <translation>{path} kan inte öppnas: åtkomst nekad</translation>
    </message>
    <message>
        <source>{path} cannot be opened; check that it and its folder may be written</source>
        <translation>{path} kan inte öppnas; kontrollera att det går att skriva till filen och mappen</translation>
    </message>
    <message>
        <source>The mark {mark} is not in {name}</source>
        <translation>Märket {mark} finns inte i {name}</translation>
    </message>
    <message>
        <source>it fails its checks</source>
        <translation>den klarar inte kontrollen</translation>
    </message>
    <message>
        <source>its tables are not as they should be</source>
        <translation>tabellerna är inte som de ska</translation>
    </message>
    <message>
        <source>it was not written by this program</source>
        <translation>den är inte skriven av det här programmet</translation>
    </message>
    <message>
        <source>it is not a file</source>
        <translation>den är ingen fil</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>den är tom</translation>
    </message>
    <message>
        <source>marks are missing from it</source>
        <translation>märken saknas i den</translation>
    </message>
    <message>
        <source>a row of its table {table} was changed from outside</source>
        <translation>en rad i tabellen {table} har ändrats utifrån</translation>
    </message>
    <message>
        <source>a row of its table {table} is damaged</source>
        <translation>en rad i tabellen {table} är skadad</translation>
    </message>
    <message>
        <source>it does not know its {name}</source>
        <translation>uppgiften {name} saknas i den</translation>
    </message>
    <message>
        <source>tags in it cannot be read</source>
        <translation>etiketter i den kan inte läsas</translation>
    </message>
    <message>
        <source>a text it keeps cannot be read</source>
        <translation>en text i den kan inte läsas</translation>
    </message>
    <message>
        <source>no backup was made ({reason})</source>
        <translation>ingen säkerhetskopia skapades ({reason})</translation>
    </message>
    <message>
        <source>rows of the table {table} are missing or doubled</source>
        <translation>rader i tabellen {table} saknas eller är dubbla</translation>
    </message>
    <message>
        <source>a row of the table {table} was changed: {key}</source>
        <translation>en rad i tabellen {table} har ändrats: {key}</translation>
    </message>
    <message>
        <source>SQLite says: {text}</source>
        <translation>SQLite meddelar: {text}</translation>
    </message>
    <message>
        <source>The settings in {path} cannot be read; {reason}</source>
        <translation>Inställningarna i {path} kan inte läsas; {reason}</translation>
    </message>
    <message>
        <source>The settings could not be read; {reason}. The file is kept as {path}</source>
        <translation>Inställningarna kunde inte läsas; {reason}. Filen finns kvar som {path}</translation>
    </message>
    <message>
        <source>those before them are used</source>
        <translation>de föregående används</translation>
    </message>
    <message>
        <source>the defaults are used</source>
        <translation>standardvärdena används</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>åtkomst nekad</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>åtgärden är inte tillåten</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>filen eller mappen finns inte</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>det är ingen mapp</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>det är en mapp</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>filen finns redan</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>filnamnet är för långt</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>filen är för stor</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>disken är full</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>diskkvoten är överskriden</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>filsystemet är skrivskyddat</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>läs- eller skrivfel</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>för många öppna filer</translation>
    </message>
    <message>
        <source>Too many levels of symbolic links</source>
        <translation>för många symboliska länkar efter varandra</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>enheten är upptagen</translation>
    </message>
    <message>
        <source>Stale file handle</source>
        <translation>filen på nätverksdisken är inte längre tillgänglig</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>anslutningen nekades</translation>
    </message>
    <message>
        <source>Connection reset by peer</source>
        <translation>servern bröt anslutningen</translation>
    </message>
    <message>
        <source>Network is unreachable</source>
        <translation>nätverket kan inte nås</translation>
    </message>
    <message>
        <source>No route to host</source>
        <translation>servern kan inte nås</translation>
    </message>
    <message>
        <source>Name or service not known</source>
        <translation>servern är okänd</translation>
    </message>
    <message>
        <source>Temporary failure in name resolution</source>
        <translation>serverns namn kan inte slås upp just nu</translation>
    </message>
    <message>
        <source>The folder cannot be read: {reason}</source>
        <translation>Mappen kan inte läsas: {reason}</translation>
    </message>
    <message>
        <source>The folder is not there. Is the disk or the network folder connected?</source>
        <translation>Mappen finns inte där. Är disken eller nätverksmappen ansluten?</translation>
    </message>
    <message>
        <source>The folder is empty. Is its disk or network folder connected?</source>
        <translation>Mappen är tom. Är dess disk eller nätverksmapp ansluten?</translation>
    </message>
    <message>
        <source>The folder it is in is not available</source>
        <translation>Mappen den ligger i är inte tillgänglig</translation>
    </message>
    <message>
        <source>It cannot be read: {reason}</source>
        <translation>Den kan inte läsas: {reason}</translation>
    </message>
    <message>
        <source>the file is gone</source>
        <translation>filen är borta</translation>
    </message>
    <message>
        <source>the permission is missing</source>
        <translation>behörighet saknas</translation>
    </message>
    <message>
        <source>It is a link to a place outside the folder</source>
        <translation>Det är en länk till en plats utanför mappen</translation>
    </message>
    <message>
        <source>It is not a regular file</source>
        <translation>Det är ingen vanlig fil</translation>
    </message>
    <message>
        <source>The file is empty</source>
        <translation>Filen är tom</translation>
    </message>
    <message>
        <source>The file is not text, but binary data</source>
        <translation>Filen är inte text utan binära data</translation>
    </message>
    <message>
        <source>The file is large; only its beginning is shown</source>
        <translation>Filen är stor; bara början visas</translation>
    </message>
    <message>
        <source>The encoding is a guess: {name}</source>
        <translation>Teckenkodningen är en gissning: {name}</translation>
    </message>
    <message>
        <source>Some bytes are not valid {name}</source>
        <translation>Vissa byte är inte giltig {name}</translation>
    </message>
    <message>
        <source>Another article has the same id in its front matter: {id}</source>
        <translation>En annan artikel har samma id i filhuvudet: {id}</translation>
    </message>
    <message>
        <source>The catalogue of the articles cannot be used ({reason}): {path}</source>
        <translation>Artikelkatalogen kan inte användas ({reason}): {path}</translation>
    </message>
    <message>
        <source>The search index cannot be written: {reason}</source>
        <translation>Sökregistret kan inte skrivas: {reason}</translation>
    </message>
    <message>
        <source>The search index is in use; try again</source>
        <translation>Sökregistret är upptaget; försök igen</translation>
    </message>
    <message>
        <source>The search was given up</source>
        <translation>Sökningen avbröts</translation>
    </message>
    <message>
        <source>{name} is not a complete theme: {reason}</source>
        <translation>{name} är inget fullständigt tema: {reason}</translation>
    </message>
    <message>
        <source>The file is very large; its beginning is shown</source>
        <translation>Filen är mycket stor; början visas</translation>
    </message>
    <message>
        <source>Very long paragraphs are shown in several pieces</source>
        <translation>Mycket långa stycken visas uppdelade</translation>
    </message>
    <message>
        <source>Parts nested very deeply are shown flattened</source>
        <translation>Mycket djupt nästlade delar visas utplattade</translation>
    </message>
    <message>
        <source>The article has very many elements; its later part is shown as plain lines</source>
        <translation>Artikeln har mycket många element; den senare delen visas som enkla rader</translation>
    </message>
    <message>
        <source>Tables with more than {count} rows go on as plain lines</source>
        <translation>Tabeller med fler än {count} rader fortsätter som enkla rader</translation>
    </message>
    <message>
        <source>In tables the cells beyond column {count} are shown as one</source>
        <translation>I tabeller visas cellerna efter kolumn {count} som en enda</translation>
    </message>
    <message>
        <source>The article is too large to set definition lists and boxes; they are shown as text</source>
        <translation>Artikeln är för stor för definitionslistor och rutor; de visas som text</translation>
    </message>
    <message>
        <source>The article took too long to lay out; it is shown as plain text</source>
        <translation>Artikeln tog för lång tid att formge; den visas som ren text</translation>
    </message>
    <message>
        <source>The article could not be laid out; it is shown as plain text</source>
        <translation>Artikeln kunde inte formges; den visas som ren text</translation>
    </message>
    <message>
        <source>The window is closing; the article is shown as plain text</source>
        <translation>Fönstret stängs; artikeln visas som ren text</translation>
    </message>
    <message>
        <source>The article needs too much memory</source>
        <translation>Artikeln kräver för mycket minne</translation>
    </message>
    <message>
        <source>The query is too long</source>
        <translation>Sökfrågan är för lång</translation>
    </message>
    <message>
        <source>This bracket closes nothing</source>
        <translation>Den här parentesen avslutar ingenting</translation>
    </message>
    <message>
        <source>There are too many brackets in one another</source>
        <translation>Det är för många parenteser i varandra</translation>
    </message>
    <message>
        <source>OR needs something before it</source>
        <translation>OR behöver något före sig</translation>
    </message>
    <message>
        <source>OR needs something after it</source>
        <translation>OR behöver något efter sig</translation>
    </message>
    <message>
        <source>{name}: needs a value after the colon</source>
        <translation>{name}: behöver ett värde efter kolonet</translation>
    </message>
    <message>
        <source>in: knows title, text and notes</source>
        <translation>in: känner till title, text och notes</translation>
    </message>
    <message>
        <source>{name}: takes a date such as 2024 or 2024-03-31</source>
        <translation>{name}: vill ha ett datum, till exempel 2024 eller 2024-03-31</translation>
    </message>
    <message>
        <source>{name}: knows {known}</source>
        <translation>{name}: känner till {known}</translation>
    </message>
    <message>
        <source>bookmarked, unread and read</source>
        <translation>bookmarked, unread och read</translation>
    </message>
    <message>
        <source>note and highlight</source>
        <translation>note och highlight</translation>
    </message>
    <message>
        <source>{field} cannot be answered here</source>
        <translation>{field} kan inte besvaras här</translation>
    </message>
    <message>
        <source>This file is not text in UTF-8</source>
        <translation>Filen är inte text i UTF-8</translation>
    </message>
    <message>
        <source>This file is not JSON, or it is damaged from its start</source>
        <translation>Filen är inte JSON eller är skadad från början</translation>
    </message>
    <message>
        <source>There are no annotations in this file</source>
        <translation>Det finns inga annoteringar i filen</translation>
    </message>
    <message>
        <source>This is not a dump of Lesesal</source>
        <translation>Det här är ingen fullständig export från Lesesal</translation>
    </message>
    <message>
        <source>the file breaks off or is damaged there</source>
        <translation>där tar filen slut eller är skadad</translation>
    </message>
    <message>
        <source>written by another version: only what is known was read</source>
        <translation>skriven av en annan version: bara det kända lästes</translation>
    </message>
    <message>
        <source>its article is not in the library: {where}</source>
        <translation>dess artikel finns inte i biblioteket: {where}</translation>
    </message>
    <message>
        <source>it names none</source>
        <translation>ingen anges</translation>
    </message>
    <message>
        <source>not an annotation</source>
        <translation>ingen annotering</translation>
    </message>
    <message>
        <source>not a list</source>
        <translation>ingen lista</translation>
    </message>
    <message>
        <source>no usable {name}</source>
        <translation>ingen användbar uppgift: {name}</translation>
    </message>
    <message>
        <source>not {what}</source>
        <translation>fel slag, väntade: {what}</translation>
    </message>
    <message>
        <source>unknown {name}</source>
        <translation>okänd uppgift: {name}</translation>
    </message>
    <message>
        <source>Cannot be read: {reason}</source>
        <translation>Kan inte läsas: {reason}</translation>
    </message>
    <message>
        <source>a symbolic link</source>
        <translation>en symbolisk länk</translation>
    </message>
    <message>
        <source>Not a regular file</source>
        <translation>Ingen vanlig fil</translation>
    </message>
    <message>
        <source>Not there</source>
        <translation>Finns inte</translation>
    </message>
    <message>
        <source>Not text, but binary data</source>
        <translation>Inte text utan binära data</translation>
    </message>
    <message>
        <source>There is no such file</source>
        <translation>Det finns ingen sådan fil</translation>
    </message>
    <message>
        <source>Too large: {size} (limit {limit})</source>
        <translation>För stor: {size} (gränsen är {limit})</translation>
    </message>
    <message>
        <source>Not a format that can be imported</source>
        <translation>Formatet kan inte importeras</translation>
    </message>
    <message>
        <source>Nothing was found in it</source>
        <translation>Ingenting hittades i den</translation>
    </message>
    <message>
        <source>An archive within an archive is not opened</source>
        <translation>Ett arkiv i ett arkiv öppnas inte</translation>
    </message>
    <message>
        <source>Already imported, unchanged: {name}</source>
        <translation>Redan importerad, oförändrad: {name}</translation>
    </message>
    <message>
        <source>The article {name} cannot be read, so it was not replaced</source>
        <translation>Artikeln {name} kan inte läsas och ersattes därför inte</translation>
    </message>
    <message>
        <source>{name} was edited here: kept; the newer version is with the originals</source>
        <translation>{name} har ändrats här och behålls; den nyare versionen ligger bland originalen</translation>
    </message>
    <message>
        <source>It looks like an error page</source>
        <translation>Det ser ut som en felsida</translation>
    </message>
    <message>
        <source>It looks like an error page: the better version already here was kept</source>
        <translation>Det ser ut som en felsida: den bättre version som redan fanns behölls</translation>
    </message>
    <message>
        <source>Much shorter ({new} words instead of {old}): the longer one was kept</source>
        <translation>Mycket kortare ({new} ord i stället för {old}): den längre behölls</translation>
    </message>
    <message>
        <source>Mended {count} lines whose letters had been read in a wrong encoding</source>
        <translation>Rader rättade vars bokstäver hade lästs med fel teckenkodning: {count}</translation>
    </message>
    <message>
        <source>{count} pictures were not with the page</source>
        <translation>Bilder som inte följde med sidan: {count}</translation>
    </message>
    <message>
        <source>Read without trafilatura (the extra lesesal[web]): the simple way was used</source>
        <translation>Läst utan trafilatura (tillägget lesesal[web]): på det enkla sättet</translation>
    </message>
    <message>
        <source>Entry {number}: {reason}</source>
        <translation>Post {number}: {reason}</translation>
    </message>
    <message>
        <source>It took too long to read</source>
        <translation>Den tog för lång tid att läsa</translation>
    </message>
    <message>
        <source>It needs too much memory</source>
        <translation>Den kräver för mycket minne</translation>
    </message>
    <message>
        <source>The program that reads files ended over it</source>
        <translation>Programmet som läser filer avbröts av den</translation>
    </message>
    <message>
        <source>The program that reads files cannot start</source>
        <translation>Programmet som läser filer kan inte starta</translation>
    </message>
    <message>
        <source>The page took too long to read: the simple way was used</source>
        <translation>Sidan tog för lång tid att läsa: det enkla sättet användes</translation>
    </message>
    <message>
        <source>Too large for a page: more than {size}</source>
        <translation>För stor för en sida: mer än {size}</translation>
    </message>
    <message>
        <source>Too large for one article: more than {size}</source>
        <translation>För stor för en artikel: mer än {size}</translation>
    </message>
    <message>
        <source>No text of an article was found on the page</source>
        <translation>Ingen artikeltext hittades på sidan</translation>
    </message>
    <message>
        <source>There is no page in the archive</source>
        <translation>Det finns ingen sida i arkivet</translation>
    </message>
    <message>
        <source>There is no text in the book</source>
        <translation>Det finns ingen text i boken</translation>
    </message>
    <message>
        <source>The book has no package document</source>
        <translation>Boken saknar paketdokument</translation>
    </message>
    <message>
        <source>The chapter is missing from the book</source>
        <translation>Kapitlet saknas i boken</translation>
    </message>
    <message>
        <source>Damaged or refused: {reason}</source>
        <translation>Skadad eller avvisad: {reason}</translation>
    </message>
    <message>
        <source>The feed declares entities: refused</source>
        <translation>Flödet deklarerar entiteter: avvisat</translation>
    </message>
    <message>
        <source>The feed is damaged: no entry could be read</source>
        <translation>Flödet är skadat: ingen post kunde läsas</translation>
    </message>
    <message>
        <source>The feed is damaged; {count} entries could be read</source>
        <translation>Flödet är skadat; läsbara poster: {count}</translation>
    </message>
    <message>
        <source>Entry {number} has neither a text nor an address</source>
        <translation>Post {number} har varken text eller adress</translation>
    </message>
    <message>
        <source>The file declares entities: refused</source>
        <translation>Filen deklarerar entiteter: avvisad</translation>
    </message>
    <message>
        <source>The file is damaged: {reason}</source>
        <translation>Filen är skadad: {reason}</translation>
    </message>
    <message>
        <source>The file is damaged or cut short: {count} records could be read</source>
        <translation>Filen är skadad eller avkortad; läsbara poster: {count}</translation>
    </message>
    <message>
        <source>Line {number} cannot be read: {reason}</source>
        <translation>Rad {number} kan inte läsas: {reason}</translation>
    </message>
    <message>
        <source>Row {number}: no web address</source>
        <translation>Rad {number}: ingen webbadress</translation>
    </message>
    <message>
        <source>Row {number}: no web address ({title})</source>
        <translation>Rad {number}: ingen webbadress ({title})</translation>
    </message>
    <message>
        <source>Clipping {number} is not complete</source>
        <translation>Urklipp {number} är inte fullständigt</translation>
    </message>
    <message>
        <source>PDF files are not imported</source>
        <translation>PDF-filer importeras inte</translation>
    </message>
    <message>
        <source>Its name leaves the archive</source>
        <translation>Namnet pekar utanför arkivet</translation>
    </message>
    <message>
        <source>Unpacks to more than {number} times its size: refused</source>
        <translation>Blir uppackad mer än {number} gånger så stor: avvisad</translation>
    </message>
    <message>
        <source>The archive unpacks to too much: refused</source>
        <translation>Arkivet blir för stort när det packas upp: avvisat</translation>
    </message>
    <message>
        <source>The archive has more than {count} entries: refused</source>
        <translation>Arkivet har fler än {count} poster: avvisat</translation>
    </message>
    <message>
        <source>The archive is damaged or cut short: {count} files could be read</source>
        <translation>Arkivet är skadat eller avkortat; läsbara filer: {count}</translation>
    </message>
    <message>
        <source>Damaged in the archive: {reason}</source>
        <translation>Skadad i arkivet: {reason}</translation>
    </message>
    <message>
        <source>Cannot be unpacked: {reason}</source>
        <translation>Kan inte packas upp: {reason}</translation>
    </message>
    <message>
        <source>unknown compression</source>
        <translation>okänd komprimering</translation>
    </message>
    <message>
        <source>Only http and https addresses can be fetched</source>
        <translation>Bara http- och https-adresser kan hämtas</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Avbrutet</translation>
    </message>
    <message>
        <source>More than {number} redirects</source>
        <translation>Fler än {number} omdirigeringar</translation>
    </message>
    <message>
        <source>A redirect that leads nowhere</source>
        <translation>En omdirigering som inte leder någonstans</translation>
    </message>
    <message>
        <source>The connection is not safe: {reason}</source>
        <translation>Anslutningen är inte säker: {reason}</translation>
    </message>
    <message>
        <source>The connection failed: {reason}</source>
        <translation>Anslutningen misslyckades: {reason}</translation>
    </message>
    <message>
        <source>The server does not answer in time</source>
        <translation>Servern svarar inte i tid</translation>
    </message>
    <message>
        <source>The server answers {answer}</source>
        <translation>Servern svarar {answer}</translation>
    </message>
    <message>
        <source>The address leads into a private network: refused</source>
        <translation>Adressen leder in i ett privat nätverk: avvisad</translation>
    </message>
    <message>
        <source>Larger than {size}</source>
        <translation>Större än {size}</translation>
    </message>
    <message>
        <source>The answer was cut off</source>
        <translation>Svaret avbröts</translation>
    </message>
    <message>
        <source>The answer is damaged</source>
        <translation>Svaret är skadat</translation>
    </message>
    <message>
        <source>An unknown packing: {name}</source>
        <translation>Okänd komprimering: {name}</translation>
    </message>
    <message>
        <source>Not a page, but {kind}</source>
        <translation>Ingen sida utan {kind}</translation>
    </message>
    <message>
        <source>The page is empty</source>
        <translation>Sidan är tom</translation>
    </message>
</context>
<context>
    <name>NoteCard</name>
    <message>
        <source>Note: {text}</source>
        <translation>Anteckning: {text}</translation>
    </message>
    <message>
        <source>Note on a passage</source>
        <translation>Anteckning vid ett ställe</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Sparad</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Inte sparad</translation>
    </message>
</context>
<context>
    <name>NoteEditor</name>
    <message>
        <source>Earlier texts</source>
        <translation>Tidigare texter</translation>
    </message>
</context>
<context>
    <name>NotesPanel</name>
    <message>
        <source>Notes</source>
        <translation>Anteckningar</translation>
    </message>
    <message>
        <source>Not in the part that is shown</source>
        <translation>Står inte i den visade delen</translation>
    </message>
    <message>
        <source>Detached notes</source>
        <translation>Anteckningar utan plats</translation>
    </message>
    <message>
        <source>Select a passage and press N to write a note on it.</source>
        <translation>Markera ett ställe och tryck på N för att skriva en anteckning.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) not in the part that is shown …</source>
        <translation>
            <numerusform>%Ln anteckning som inte står i den visade delen …</numerusform>
            <numerusform>%Ln anteckningar som inte står i den visade delen …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln detached note(s) …</source>
        <translation>
            <numerusform>%Ln anteckning utan plats …</numerusform>
            <numerusform>%Ln anteckningar utan plats …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Operators</name>
    <message>
        <source>exactly these words</source>
        <translation>exakt de här orden</translation>
    </message>
    <message>
        <source>without this word</source>
        <translation>utan det här ordet</translation>
    </message>
    <message>
        <source>one or the other</source>
        <translation>det ena eller det andra</translation>
    </message>
    <message>
        <source>words that begin so</source>
        <translation>ord som börjar så</translation>
    </message>
    <message>
        <source>in this language, such as sv or de</source>
        <translation>på det här språket, till exempel sv eller de</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>ännu inte läst</translation>
    </message>
    <message>
        <source>with a bookmark</source>
        <translation>med bokmärke</translation>
    </message>
    <message>
        <source>with a note</source>
        <translation>med anteckning</translation>
    </message>
    <message>
        <source>in the title</source>
        <translation>i titeln</translation>
    </message>
    <message>
        <source>in the notes</source>
        <translation>i anteckningarna</translation>
    </message>
    <message>
        <source>with this tag</source>
        <translation>med den här etiketten</translation>
    </message>
    <message>
        <source>by this author</source>
        <translation>av den här författaren</translation>
    </message>
    <message>
        <source>from this source</source>
        <translation>från den här källan</translation>
    </message>
    <message>
        <source>older than a date such as 2024-03-31</source>
        <translation>äldre än ett datum, till exempel 2024-03-31</translation>
    </message>
    <message>
        <source>newer than a date such as 2024-03-31</source>
        <translation>nyare än ett datum, till exempel 2024-03-31</translation>
    </message>
</context>
<context>
    <name>PlaceSigns</name>
    <message>
        <source>Bookmark: {text}</source>
        <translation>Bokmärke: {text}</translation>
    </message>
    <message>
        <source>Bookmarked place</source>
        <translation>Bokmärkt ställe</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Settings</source>
        <translation>Inställningar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Läsning</translation>
    </message>
    <message>
        <source>Interface</source>
        <translation>Gränssnitt</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tangenter</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Mappar</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>Avsnitt</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Som systemet</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>On</source>
        <translation>På</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Av</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Typeface</source>
        <translation>Typsnitt</translation>
    </message>
    <message>
        <source>Type size</source>
        <translation>Teckenstorlek</translation>
    </message>
    <message>
        <source>Line spacing</source>
        <translation>Radavstånd</translation>
    </message>
    <message>
        <source>Width of the text</source>
        <translation>Textens bredd</translation>
    </message>
    <message>
        <source>Hyphenate</source>
        <translation>Avstavning</translation>
    </message>
    <message>
        <source>Divides long words by the rules of the article&apos;s language.</source>
        <translation>Avstavar långa ord enligt reglerna för artikelns språk.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Språk</translation>
    </message>
    <message>
        <source>Of menus and buttons; articles keep their own.</source>
        <translation>I menyer och på knappar; artiklarna behåller sitt.</translation>
    </message>
    <message>
        <source>Single letters as keys</source>
        <translation>Bokstäver som kortkommandon</translation>
    </message>
    <message>
        <source>J and K, S, U, H, N and others act in the list and the text.</source>
        <translation>J och K, S, U, H, N med flera gäller i listan och texten.</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Mindre rörelse</translation>
    </message>
    <message>
        <source>Nothing slides, fades or blinks.</source>
        <translation>Inget glider, tonas eller blinkar.</translation>
    </message>
    <message>
        <source>One row for translations</source>
        <translation>En rad för översättningar</translation>
    </message>
    <message>
        <source>The same article in several languages stands in the list once.</source>
        <translation>Samma artikel på flera språk står bara en gång i listan.</translation>
    </message>
    <message>
        <source>Show the bundled collection</source>
        <translation>Visa den medföljande samlingen</translation>
    </message>
    <message>
        <source>The articles that come with the program.</source>
        <translation>Artiklarna som följer med programmet.</translation>
    </message>
</context>
<context>
    <name>Preferencing</name>
    <message>
        <source>This folder is not there now.</source>
        <translation>Mappen finns inte just nu.</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>Save article as PDF</source>
        <translation>Spara artikeln som PDF</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>Sparad som {name}</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>Try again</source>
        <translation>Försök igen</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>Kopiera texten</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datamappen</translation>
    </message>
    <message>
        <source>Something went wrong; your marks are safe.</source>
        <translation>Något gick fel; märkena är i säkert förvar.</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Kopiera rapporten</translation>
    </message>
</context>
<context>
    <name>ProblemsDialog</name>
    <message>
        <source>Problems</source>
        <translation>Problem</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) could not be read. All others are in the list.</source>
        <translation>
            <numerusform>%Ln fil kunde inte läsas. Alla andra finns i listan.</numerusform>
            <numerusform>%Ln filer kunde inte läsas. Alla andra finns i listan.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every file could be read.</source>
        <translation>Alla filer kunde läsas.</translation>
    </message>
    <message>
        <source>Copy list</source>
        <translation>Kopiera listan</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Försök igen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Visa i mappen</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message numerus="yes">
        <source>%Ln bookmark(s)</source>
        <translation>
            <numerusform>%Ln bokmärke</numerusform>
            <numerusform>%Ln bokmärken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln highlight(s)</source>
        <translation>
            <numerusform>%Ln överstrykning</numerusform>
            <numerusform>%Ln överstrykningar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s)</source>
        <translation>
            <numerusform>%Ln anteckning</numerusform>
            <numerusform>%Ln anteckningar</numerusform>
        </translation>
    </message>
    <message>
        <source>Restored: {bookmarks}, {highlights}, {notes}</source>
        <translation>Återställt: {bookmarks}, {highlights}, {notes}</translation>
    </message>
</context>
<context>
    <name>QueryRow</name>
    <message>
        <source>Remove {operator}</source>
        <translation>Ta bort {operator}</translation>
    </message>
    <message>
        <source>All search operators</source>
        <translation>Alla sökoperatorer</translation>
    </message>
    <message>
        <source>Search operators</source>
        <translation>Sökoperatorer</translation>
    </message>
</context>
<context>
    <name>Reader</name>
    <message numerus="yes">
        <source>%Ln min</source>
        <translation>
            <numerusform>%Ln min</numerusform>
            <numerusform>%Ln min</numerusform>
        </translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}&#xa0;%</translation>
    </message>
    <message numerus="yes">
        <source>%Ln min left</source>
        <translation>
            <numerusform>%Ln min kvar</numerusform>
            <numerusform>%Ln min kvar</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Rescue</name>
    <message>
        <source>Your marks cannot be read.</source>
        <translation>Märkena kan inte läsas.</translation>
    </message>
    <message>
        <source>The damaged file is kept beside the new one.</source>
        <translation>Den skadade filen behålls bredvid den nya.</translation>
    </message>
    <message>
        <source>Newest good backup: {when}; marks: {count}.</source>
        <translation>Senaste oskadade säkerhetskopian: {when}; märken: {count}.</translation>
    </message>
    <message>
        <source>Marks still readable in the damaged file: {count}.</source>
        <translation>Läsbara märken i den skadade filen: {count}.</translation>
    </message>
    <message>
        <source>Restore all that is readable</source>
        <translation>Återställ allt läsbart</translation>
    </message>
    <message>
        <source>Restore the backup only</source>
        <translation>Återställ bara säkerhetskopian</translation>
    </message>
    <message>
        <source>Begin with no marks</source>
        <translation>Börja utan märken</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Avsluta</translation>
    </message>
</context>
<context>
    <name>Scripts</name>
    <message>
        <source>No font for this article&apos;s script is installed (Debian: {package}).</source>
        <translation>Inget typsnitt för artikelns skrift är installerat (Debian: {package}).</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Forget recent searches</source>
        <translation>Glöm senaste sökningar</translation>
    </message>
    <message>
        <source>No recent searches</source>
        <translation>Inga senaste sökningar</translation>
    </message>
</context>
<context>
    <name>SelectionPopover</name>
    <message>
        <source>Selection</source>
        <translation>Markerad text</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anteckning</translation>
    </message>
    <message>
        <source>Note ({key})</source>
        <translation>Anteckning ({key})</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiera</translation>
    </message>
    <message>
        <source>Copy ({key})</source>
        <translation>Kopiera ({key})</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>This article is not in the library now.</source>
        <translation>Artikeln finns inte i biblioteket just nu.</translation>
    </message>
    <message>
        <source>Open whole</source>
        <translation>Öppna hela</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Visa i mappen</translation>
    </message>
    <message>
        <source>Shown in part: the first {part} of {whole}</source>
        <translation>Bara början visas: {part} av {whole}</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Försök igen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln bookmark(s) removed</source>
        <translation>
            <numerusform>%Ln bokmärke borttaget</numerusform>
            <numerusform>%Ln bokmärken borttagna</numerusform>
        </translation>
    </message>
    <message>
        <source>Bookmark set</source>
        <translation>Bokmärke tillagt</translation>
    </message>
    <message>
        <source>Bookmark removed</source>
        <translation>Bokmärket togs bort</translation>
    </message>
    <message>
        <source>Marked as read</source>
        <translation>Markerad som läst</translation>
    </message>
    <message>
        <source>Marked as unread</source>
        <translation>Markerad som oläst</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Ångra</translation>
    </message>
    <message>
        <source>Redone in “{title}”</source>
        <translation>Gjort om i ”{title}”</translation>
    </message>
    <message>
        <source>Undone in “{title}”</source>
        <translation>Ångrat i ”{title}”</translation>
    </message>
    <message>
        <source>This article is gone from its folder.</source>
        <translation>Artikeln finns inte kvar i sin mapp.</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Open folder …</source>
        <translation>Öppna mapp …</translation>
    </message>
    <message>
        <source>Open a folder with articles: Markdown, text or HTML files.</source>
        <translation>Öppna en mapp med artiklar: Markdown, text eller HTML.</translation>
    </message>
    <message>
        <source>No articles yet</source>
        <translation>Inga artiklar ännu</translation>
    </message>
    <message>
        <source>Show all articles</source>
        <translation>Visa alla artiklar</translation>
    </message>
    <message>
        <source>Show all languages</source>
        <translation>Visa alla språk</translation>
    </message>
    <message>
        <source>Nothing in this view</source>
        <translation>Inget i den här vyn</translation>
    </message>
    <message>
        <source>Nothing for “{query}”</source>
        <translation>Inget för ”{query}”</translation>
    </message>
    <message>
        <source>Nothing for “{query}” in “{view}” ({language})</source>
        <translation>Inget för ”{query}” i ”{view}” ({language})</translation>
    </message>
    <message>
        <source>Nothing for “{query}” in “{view}”</source>
        <translation>Inget för ”{query}” i ”{view}”</translation>
    </message>
    <message>
        <source>Nothing for “{query}” in {language}</source>
        <translation>Inget för ”{query}” ({language})</translation>
    </message>
    <message>
        <source>Did you mean “{word}”?</source>
        <translation>Menade du ”{word}”?</translation>
    </message>
    <message>
        <source>Search all languages</source>
        <translation>Sök på alla språk</translation>
    </message>
    <message>
        <source>Search all articles</source>
        <translation>Sök i alla artiklar</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Rensa</translation>
    </message>
    <message>
        <source>Search titles and text</source>
        <translation>Sök i titlar och text</translation>
    </message>
    <message>
        <source>Search operators</source>
        <translation>Sökoperatorer</translation>
    </message>
    <message>
        <source>Language filter</source>
        <translation>Språkfilter</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Artiklar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Recent searches</source>
        <translation>Senaste sökningar</translation>
    </message>
    <message numerus="yes">
        <source>%Ln unread</source>
        <translation>
            <numerusform>%Ln oläst</numerusform>
            <numerusform>%Ln olästa</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>Less</source>
        <translation>Mindre</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Större</translation>
    </message>
</context>
<context>
    <name>TagPopover</name>
    <message>
        <source>Tags</source>
        <translation>Etiketter</translation>
    </message>
    <message>
        <source>Separate tags with commas.</source>
        <translation>Skilj etiketterna åt med kommatecken.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Spara</translation>
    </message>
</context>
<context>
    <name>TextPopover</name>
    <message>
        <source>Footnote</source>
        <translation>Fotnot</translation>
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
        <translation>Ljust</translation>
    </message>
    <message>
        <source>Sepia</source>
        <translation>Sepia</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Mörkt</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hög kontrast</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
</context>
<context>
    <name>Type</name>
    <message>
        <source>Tight</source>
        <translation>Tätt</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normalt</translation>
    </message>
    <message>
        <source>Loose</source>
        <translation>Luftigt</translation>
    </message>
    <message>
        <source>Narrow</source>
        <translation>Smalt</translation>
    </message>
    <message>
        <source>Wide</source>
        <translation>Brett</translation>
    </message>
</context>
<context>
    <name>TypePanel</name>
    <message>
        <source>Type and theme</source>
        <translation>Text och tema</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Storlek</translation>
    </message>
    <message>
        <source>Line spacing</source>
        <translation>Radavstånd</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Bredd</translation>
    </message>
    <message>
        <source>Typeface</source>
        <translation>Typsnitt</translation>
    </message>
</context>
<context>
    <name>ViewMenu</name>
    <message>
        <source>All articles</source>
        <translation>Alla artiklar</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Olästa</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>Påbörjade</translation>
    </message>
    <message>
        <source>Bookmarked</source>
        <translation>Med bokmärke</translation>
    </message>
    <message>
        <source>With notes</source>
        <translation>Med anteckningar</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Nyast först</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Språk</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Längd</translation>
    </message>
    <message>
        <source>Last opened</source>
        <translation>Senast öppnad</translation>
    </message>
    <message>
        <source>View: {name}</source>
        <translation>Vy: {name}</translation>
    </message>
    <message>
        <source>View and sort order</source>
        <translation>Vy och ordning</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Sortera efter</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>Sparade sökningar</translation>
    </message>
    <message>
        <source>Remove this search</source>
        <translation>Ta bort sökningen</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>Spara sökningen</translation>
    </message>
</context>
<context>
    <name>WholeFile</name>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} av {total}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>The whole file</source>
        <translation>Hela filen</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Sök</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Type and theme</source>
        <translation>Text och tema</translation>
    </message>
    <message>
        <source>Languages of this article</source>
        <translation>Artikelns språk</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mer</translation>
    </message>
    <message>
        <source>More (F10)</source>
        <translation>Mer (F10)</translation>
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
        <translation>i går</translation>
    </message>
</context>
<context>
    <name>_LanguageDelegate</name>
    <message>
        <source>As the article says</source>
        <translation>Som artikeln anger</translation>
    </message>
</context>
</TS>
