<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AllMarks</name>
    <message numerus="yes">
        <source>%Ln mark(s) deleted</source>
        <translation>
            <numerusform>%Ln mark deleted</numerusform>
            <numerusform>%Ln marks deleted</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArticleDelegate</name>
    <message numerus="yes">
        <source>%Ln min left</source>
        <translation>
            <numerusform>%Ln min left</numerusform>
            <numerusform>%Ln min left</numerusform>
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
    <message numerus="yes">
        <source>%Ln minute(s)</source>
        <translation>
            <numerusform>%Ln minute</numerusform>
            <numerusform>%Ln minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s)</source>
        <translation>
            <numerusform>%Ln note</numerusform>
            <numerusform>%Ln notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message numerus="yes">
        <source>%Ln mark(s)</source>
        <translation>
            <numerusform>%Ln mark</numerusform>
            <numerusform>%Ln marks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message numerus="yes">
        <source>%Ln mark(s) added</source>
        <translation>
            <numerusform>%Ln mark added</numerusform>
            <numerusform>%Ln marks added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln already here</source>
        <translation>
            <numerusform>%Ln already here</numerusform>
            <numerusform>%Ln already here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not understood</source>
        <translation>
            <numerusform>%Ln not understood</numerusform>
            <numerusform>%Ln not understood</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message numerus="yes">
        <source>%Ln more in other views and languages – show</source>
        <translation>
            <numerusform>%Ln more in other views and languages – show</numerusform>
            <numerusform>%Ln more in other views and languages – show</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more outside “{view}” – show</source>
        <translation>
            <numerusform>%Ln more outside “{view}” – show</numerusform>
            <numerusform>%Ln more outside “{view}” – show</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more in other languages – show</source>
        <translation>
            <numerusform>%Ln more in other languages – show</numerusform>
            <numerusform>%Ln more in other languages – show</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>%Ln found</numerusform>
            <numerusform>%Ln found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FoldersDelegate</name>
    <message numerus="yes">
        <source>%Ln article(s)</source>
        <translation>
            <numerusform>%Ln article</numerusform>
            <numerusform>%Ln articles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FoldersPage</name>
    <message numerus="yes">
        <source>%Ln article(s)</source>
        <translation>
            <numerusform>%Ln article</numerusform>
            <numerusform>%Ln articles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportProgress</name>
    <message numerus="yes">
        <source>%Ln article(s)</source>
        <translation>
            <numerusform>%Ln article</numerusform>
            <numerusform>%Ln articles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportResultView</name>
    <message numerus="yes">
        <source>%Ln line(s) removed</source>
        <translation>
            <numerusform>%Ln line removed</numerusform>
            <numerusform>%Ln lines removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mark(s)</source>
        <translation>
            <numerusform>%Ln mark</numerusform>
            <numerusform>%Ln marks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fetch %Ln page(s)</source>
        <translation>
            <numerusform>Fetch %Ln page</numerusform>
            <numerusform>Fetch %Ln pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln article(s) added.</source>
        <translation>
            <numerusform>%Ln article added.</numerusform>
            <numerusform>%Ln articles added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mark(s) added.</source>
        <translation>
            <numerusform>%Ln mark added.</numerusform>
            <numerusform>%Ln marks added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mark(s) were already here.</source>
        <translation>
            <numerusform>%Ln mark was already here.</numerusform>
            <numerusform>%Ln marks were already here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message numerus="yes">
        <source>%Ln unsaved note(s) put back</source>
        <translation>
            <numerusform>%Ln unsaved note put back</numerusform>
            <numerusform>%Ln unsaved notes put back</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LanguageChips</name>
    <message numerus="yes">
        <source>All languages, %Ln article(s)</source>
        <translation>
            <numerusform>All languages, %Ln article</numerusform>
            <numerusform>All languages, %Ln articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{language}, %Ln article(s)</source>
        <translation>
            <numerusform>{language}, %Ln article</numerusform>
            <numerusform>{language}, %Ln articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more language(s)</source>
        <translation>
            <numerusform>%Ln more language</numerusform>
            <numerusform>%Ln more languages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MarksView</name>
    <message numerus="yes">
        <source>%Ln mark(s)</source>
        <translation>
            <numerusform>%Ln mark</numerusform>
            <numerusform>%Ln marks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NotesPanel</name>
    <message numerus="yes">
        <source>%Ln note(s) not in the part that is shown …</source>
        <translation>
            <numerusform>%Ln note not in the part that is shown …</numerusform>
            <numerusform>%Ln notes not in the part that is shown …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln detached note(s) …</source>
        <translation>
            <numerusform>%Ln detached note …</numerusform>
            <numerusform>%Ln detached notes …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProblemsDialog</name>
    <message numerus="yes">
        <source>%Ln file(s) could not be read. All others are in the list.</source>
        <translation>
            <numerusform>%Ln file could not be read. All others are in the list.</numerusform>
            <numerusform>%Ln files could not be read. All others are in the list.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message numerus="yes">
        <source>%Ln bookmark(s)</source>
        <translation>
            <numerusform>%Ln bookmark</numerusform>
            <numerusform>%Ln bookmarks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln highlight(s)</source>
        <translation>
            <numerusform>%Ln highlight</numerusform>
            <numerusform>%Ln highlights</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s)</source>
        <translation>
            <numerusform>%Ln note</numerusform>
            <numerusform>%Ln notes</numerusform>
        </translation>
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
    <message numerus="yes">
        <source>%Ln min left</source>
        <translation>
            <numerusform>%Ln min left</numerusform>
            <numerusform>%Ln min left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message numerus="yes">
        <source>%Ln bookmark(s) removed</source>
        <translation>
            <numerusform>%Ln bookmark removed</numerusform>
            <numerusform>%Ln bookmarks removed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message numerus="yes">
        <source>%Ln unread</source>
        <translation>
            <numerusform>%Ln unread</numerusform>
            <numerusform>%Ln unread</numerusform>
        </translation>
    </message>
</context>
</TS>
