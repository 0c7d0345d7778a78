//! Where a new meeting goes: the first corpus folder that can be written to, else a folder of its own that the
//! configuration is told of.

use std::path::{Path, PathBuf};

use toml_edit::{Array, DocumentMut, Item, Table, Value};

use super::{located, shown, write};
use crate::config::{Config, FILE};
use crate::failure::Failure;

/// The folder that is made where none is named.
const FOLDER: &str = "corpus";

/// A folder for meetings.
#[derive(Debug)]
pub struct Shelf {
    /// The folder; it may have to be made.
    pub folder: PathBuf,
    /// The configuration that is to name it, and its new text.
    entry: Option<(PathBuf, String)>,
}

impl Shelf {
    /// The folder `folder`, as it is.
    pub fn at(folder: &Path) -> Shelf {
        Shelf { folder: folder.to_owned(), entry: None }
    }

    /// The folder that `config` has for a new meeting.
    ///
    /// # Errors
    /// If a configuration that must name it cannot be changed.
    pub fn find(config: &Config) -> Result<Shelf, Failure> {
        let named = config.corpus();
        if let Some(folder) = named.iter().find(|named| is_writable(&named.path)) {
            return Ok(Shelf::at(&folder.path));
        }
        // the file that names folders decides for all of them; a nearer one would hide them
        let layer = named.first().map(|named| &named.layer).or(config.layers.first());
        let home = layer.map_or_else(|| located(Path::new(FILE)), |layer| layer.folder.join(FILE));
        let text = match layer {
            Some(_) => std::fs::read_to_string(&home)
                .map_err(|error| Failure::io(&error, Path::new(&shown(&home)), "read the configuration"))?,
            None => String::new(),
        };
        let folder = located(Path::new(FOLDER));
        let known = home.parent().and_then(|home| folder.strip_prefix(home).ok()).unwrap_or(&folder);
        let text = with_folder(&text, &known.display().to_string().replace('\\', "/"))
            .map_err(|why| Failure::new(why, "add the folder under [corpus] by hand").about(shown(&home)))?;
        Ok(Shelf { folder, entry: Some((home, text)) })
    }

    /// The configuration that will be told of the folder.
    pub fn announced_in(&self) -> Option<String> {
        self.entry.as_ref().map(|(file, _)| shown(file))
    }

    /// Writes a file of the folder, makes the folder if need be, and tells the configuration of it.
    ///
    /// # Errors
    /// If something cannot be written.
    pub fn put(&self, name: &str, content: &str) -> Result<PathBuf, Failure> {
        std::fs::create_dir_all(&self.folder)
            .map_err(|error| Failure::io(&error, Path::new(&shown(&self.folder)), "make the folder"))?;
        let file = self.folder.join(name);
        write(&file, content.as_bytes())?;
        if let Some((config, text)) = &self.entry {
            write(config, text.as_bytes())?;
        }
        Ok(file)
    }
}

/// Whether files can be made in a folder, or the folder itself where only it is missing.
fn is_writable(folder: &Path) -> bool {
    match folder.metadata() {
        Ok(metadata) => {
            let open = metadata.is_dir() && !metadata.permissions().readonly();
            open && tempfile::Builder::new().prefix(".rapporteur-").tempfile_in(folder).is_ok()
        }
        Err(_) => folder.parent().is_some_and(|parent| parent.is_dir() && is_writable(parent)),
    }
}

/// The text of a configuration with one more corpus folder; the rest stays as it is.
fn with_folder(text: &str, folder: &str) -> Result<String, String> {
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    let corpus = document.entry("corpus").or_insert(Item::Table(Table::new()));
    let corpus = corpus.as_table_like_mut().ok_or("“corpus” is no table")?;
    let folders = corpus.entry("folders").or_insert(Item::Value(Value::Array(Array::new())));
    folders.as_array_mut().ok_or("“corpus.folders” is no list")?.push(folder);
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::with_folder;

    #[test]
    fn a_folder_is_entered_beside_what_is_there() {
        for (before, after) in [
            ("", "[corpus]\nfolders = [\"corpus\"]\n"),
            ("# mine\nbody = \"WG.4\"\n", "# mine\nbody = \"WG.4\"\n\n[corpus]\nfolders = [\"corpus\"]\n"),
            (
                "[corpus]\n# folders = [\"x\"]\n\n[cards]\n",
                "[corpus]\nfolders = [\"corpus\"]\n# folders = [\"x\"]\n\n[cards]\n",
            ),
            (
                "[corpus]\nfolders = [\"shared\"] # read-only\n",
                "[corpus]\nfolders = [\"shared\", \"corpus\"] # read-only\n",
            ),
        ] {
            assert_eq!(with_folder(before, "corpus").as_deref(), Ok(after), "{before}");
        }
        assert!(with_folder("corpus = 3", "corpus").is_err());
    }
}
